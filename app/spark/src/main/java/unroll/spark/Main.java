package unroll.spark;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import unroll.command.Failure;
import unroll.command.Interruption;
import unroll.command.NativeLibraries;
import unroll.data.CacheFolder;

/** The program that {@code spark-submit} starts. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws SparkUserAppException {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.onShutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(Main::hushSpark, "unroll-hush"));
    int code = Failure.FAILED;
    try {
      NativeLibraries.unpackInto(CacheFolder.choose());
      code = run(out, err, interruption, arguments);
    } catch (LinkageError e) {
      err.println(NativeLibraries.failure(e));
      code = NativeLibraries.exitCode(e);
    } catch (OutOfMemoryError e) {
      err.println(Failure.outOfMemory(e.getMessage()));
    } finally {
      interruption.release();
    }
    end(code);
  }

  /** In the process of YARN an exit is a failure, whatever its code; elsewhere threads may wait. */
  private static void end(int code) throws SparkUserAppException {
    SparkConf conf = new SparkConf();
    if (!conf.get("spark.master", "").equals("yarn")
        || !conf.get("spark.submit.deployMode", "client").equals("cluster")) {
      System.exit(code);
    } else if (code != 0) {
      throw new SparkUserAppException(code);
    }
  }

  /**
   * Spark ends itself when the process is told to, and threads of its that still wait for an answer
   * log or print what they throw; that says nothing of the training, which has its own way out.
   */
  private static void hushSpark() {
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /**
   * Trains on Spark.
   *
   * @return the exit code
   */
  public static int run(
      PrintWriter out, PrintWriter err, Interruption interruption, String... arguments) {
    SparkTraining training = new SparkTraining(interruption);
    return new CommandLine(training)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (exception, command, parsed) ->
                Failure.report(exception, training.isDebugged(), command.getErr()))
        .execute(arguments);
  }
}
