package unroll.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.UserException;
import unroll.data.Sha256;
import unroll.network.ComputeThreads;

/** Where a run's figures come from: program, machine, seed and data. */
public record Provenance(
    String version,
    String commit,
    String java,
    String system,
    int processors,
    String backend,
    int threads,
    long seed,
    Map<String, String> dataSha256,
    String started) {

  private static final String BUILD = "/unroll/build.properties";

  /** The program's version and the commit it was built from. */
  public record Build(String version, String commit) {
    /** Reads what the build wrote into the jar. */
    public static Build read() {
      Properties properties = new Properties();
      try (InputStream in = Provenance.class.getResourceAsStream(BUILD)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException(BUILD + " is missing from the program", e);
      }
      return new Build(properties.getProperty("version"), properties.getProperty("commit"));
    }
  }

  /**
   * The SHA-256 of every data file of a run, in the order they were read.
   *
   * @throws UserException if the file is missing or damaged
   */
  static List<String> dataHashes(Path file) {
    try {
      JsonNode hashes = new ObjectMapper().readTree(file.toFile()).path("data-sha256");
      List<String> values = new ArrayList<>();
      hashes.forEach(hash -> values.add(hash.asText()));
      return values;
    } catch (IOException e) {
      throw new UserException(file + ": missing, unreadable or damaged", e);
    }
  }

  static Provenance of(long seed, List<Path> dataFiles) {
    Build build = Build.read();
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Path file : dataFiles) {
      hashes.put(file.toString(), Sha256.ofFile(file));
    }
    return new Provenance(
        build.version(),
        build.commit(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Nd4j.getBackend().getClass().getSimpleName(),
        ComputeThreads.count(),
        seed,
        hashes,
        Instant.now().toString());
  }
}
