package unroll.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unroll.data.Alignment;

/** Runs beside one another: what they reached, how they came there, and where they differ. */
public final class Report {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final String UPLOT_LICENSE = UPLOT + "LICENSE";
  private static final List<String> LIBRARIES =
      List.of(UPLOT + "dist/uPlot.min.css", UPLOT + "dist/uPlot.iife.min.js");

  private final List<ReportedRun> runs;
  private final List<Curve> curves;

  private Report(List<ReportedRun> runs) {
    this.runs = runs;
    this.curves = Stream.concat(Curve.of(runs).stream(), LengthCurves.of(runs).stream()).toList();
  }

  /**
   * Reads what run folders say of themselves; models and data are not read. A run that is still
   * training is shown as far as it has come.
   *
   * @throws unroll.config.UserException if a folder is no run or one of its files is damaged
   */
  public static Report of(List<Path> folders) {
    return new Report(ReportedRun.readAll(folders));
  }

  /** The report as one HTML file; its tables are there without scripts too. */
  public String html() {
    String title =
        runs.size() == 1 ? "Run " + runs.get(0).label() : "Report of " + runs.size() + " runs";
    Map<String, String> parts =
        Map.of(
            "runs", RunsTable.html(runs),
            "results", ResultTables.html(runs),
            "confusions", ConfusionTables.html(runs),
            "examples", ExampleTables.html(runs),
            "differences", DifferenceTable.html(runs),
            "provenance", ProvenanceTable.html(runs),
            "license", HtmlText.escape(Page.read(UPLOT_LICENSE)));
    ObjectNode data = ReportData.of(labels(), curves, alignments());
    return new Page("report", title, data, parts, LIBRARIES).html();
  }

  private Map<String, List<Alignment>> alignments() {
    Map<String, List<Alignment>> all = new LinkedHashMap<>();
    runs.stream()
        .flatMap(ReportedRun::trained)
        .forEach(
            run ->
                run.alignments()
                    .forEach((split, some) -> all.put(run.label() + ", " + split, some)));
    return all;
  }

  /**
   * Every curve and confusion matrix as SVG and as PNG.
   *
   * @param folder made if it is not there
   * @return the files written, in the order of the report
   * @throws unroll.config.UserException if the folder cannot be made
   */
  public List<Path> writePlots(Path folder) {
    PictureFiles files = new PictureFiles(folder);
    CurvePicture pictures = new CurvePicture(labels());
    for (Curve curve : curves) {
      files.write(curve.name(), pictures.of(curve));
    }
    runs.stream()
        .flatMap(ReportedRun::trained)
        .forEach(
            run ->
                run.confusions()
                    .forEach(
                        (split, confusion) ->
                            files.write(
                                "confusion-" + run.label() + "-" + split,
                                new ConfusionPicture(confusion))));
    return files.written();
  }

  private List<String> labels() {
    return runs.stream().flatMap(ReportedRun::trained).map(ReportedRun::label).toList();
  }
}
