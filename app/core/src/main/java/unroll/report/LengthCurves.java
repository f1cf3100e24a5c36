package unroll.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How figures of a split fall or rise with the length of what was read, all runs in one picture.
 */
final class LengthCurves {
  private static final String LENGTH = "source length";

  private LengthCurves() {}

  /** A curve for every split and figure that a run has. */
  static List<Curve> of(List<ReportedRun> runs) {
    Map<String, List<Curve.Line>> curves = new LinkedHashMap<>();
    runs.stream()
        .flatMap(ReportedRun::trained)
        .forEach(
            run -> run.lengths().forEach((split, figures) -> add(curves, run, split, figures)));
    List<Curve> all = new ArrayList<>();
    curves.forEach((name, lines) -> all.add(new Curve(name, LENGTH, lines)));
    return all;
  }

  private static void add(
      Map<String, List<Curve.Line>> curves, ReportedRun run, String split, LengthFigures figures) {
    for (String column : figures.columns()) {
      boolean isFigure = !List.of(LengthFigures.LENGTH, LengthFigures.COUNT).contains(column);
      if (isFigure && !figures.rows().isEmpty()) {
        double[] lengths = Curve.thinned(figures.column(LengthFigures.LENGTH));
        double[] values = Curve.thinned(figures.column(column));
        curves
            .computeIfAbsent(split + "-" + column + "-by-length", name -> new ArrayList<>())
            .add(new Curve.Line(run.label(), lengths, values));
      }
    }
  }
}
