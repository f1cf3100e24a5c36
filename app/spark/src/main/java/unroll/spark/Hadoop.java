package unroll.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import unroll.config.UserException;

/** Hadoop's file systems as Spark is configured to see them. */
final class Hadoop {
  private Hadoop() {}

  /**
   * The file system of an address such as {@code hdfs://host/path}.
   *
   * @throws UserException if there is none, or it does not answer
   */
  static FileSystem fileSystem(String address) {
    try {
      return FileSystem.get(
          URI.create(address), SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
    } catch (IOException | RuntimeException e) {
      // The jars of some are not Spark's own.
      String why =
          e.getCause() instanceof ClassNotFoundException missing
              ? missing.getMessage() + "; spark-submit --packages brings what is missing"
              : e.getMessage();
      throw new UserException(address + ": no file system for it: " + why, e);
    }
  }
}
