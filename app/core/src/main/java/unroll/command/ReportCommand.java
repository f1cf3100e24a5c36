package unroll.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.report.Report;

/** {@code unroll report}: runs beside one another in one HTML file. */
@Command(
    name = "report",
    description = {
      "Compare runs in one HTML file: results beside baselines, curves, confusion matrices,"
          + " examples, and where their configurations differ.",
      "Only the run folders are read, neither models nor data; a run may be still training."
    },
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> runs;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The file to write, replaced if it is there. Default: report.html")
  private Path file = Path.of("report.html");

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Also write every curve and confusion matrix into this folder, as SVG and PNG.")
  private Path plots;

  @Override
  public Integer call() {
    if (Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder; expected a file for the report");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": no such folder; expected one for the report");
    }
    Report report = Report.of(runs);
    PrintWriter out = spec.commandLine().getOut();
    AtomicFile.write(file, report.html().getBytes(StandardCharsets.UTF_8));
    out.println("report: " + file);
    if (plots != null) {
      int count = report.writePlots(plots).size();
      out.println("plots:  " + count + " files in " + plots);
    }
    return 0;
  }
}
