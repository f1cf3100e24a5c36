package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.Words;
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
    PageFile page = new PageFile(file);
    Report report = Report.of(runs);
    PrintWriter out = spec.commandLine().getOut();
    page.write(report.html());
    out.println("report: " + file);
    if (plots != null) {
      int count = report.writePlots(plots).size();
      out.println("plots:  " + Words.counted(count, "file") + " in " + plots);
    }
    return 0;
  }
}
