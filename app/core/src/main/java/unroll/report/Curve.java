package unroll.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unroll.experiment.RunFigures;

/**
 * One figure of all runs, over optimizer steps or something else.
 *
 * @param name as the column of metrics.csv or times.csv it was read from, or of another table
 * @param over what it is a figure over
 */
record Curve(String name, String over, List<Line> lines) {
  static final String OPTIMIZER_STEP = "optimizer step";

  /** More would be drawn over one another. */
  static final int MOST_POINTS = 2000;

  private static final String STEP = "step";
  private static final String TRAINING_LOSS = "training-loss";
  private static final String VALIDATION = "validation-";
  private static final List<String> OF_THE_TRAINING = List.of("learning-rate", "gradient-norm");
  private static final String SPEED = "symbols-per-second";

  /**
   * @param steps where the line has points: optimizer steps, or whatever the curve is over
   * @param values a number a step, not finite where there is none
   */
  record Line(String run, double[] steps, double[] values) {}

  /** Training loss, every validation metric, learning rate, gradient norm and speed. */
  static List<Curve> of(List<ReportedRun> runs) {
    List<ReportedRun> trained = runs.stream().flatMap(ReportedRun::trained).toList();
    List<Curve> curves = new ArrayList<>();
    for (String name : names(trained)) {
      List<Line> lines = new ArrayList<>();
      for (ReportedRun run : trained) {
        line(run, name).ifPresent(lines::add);
      }
      if (!lines.isEmpty()) {
        curves.add(new Curve(name, OPTIMIZER_STEP, lines));
      }
    }
    return curves;
  }

  private static Set<String> names(List<ReportedRun> runs) {
    Set<String> names = new LinkedHashSet<>(List.of(TRAINING_LOSS));
    for (ReportedRun run : runs) {
      run.metrics()
          .ifPresent(
              figures ->
                  figures.columns().stream()
                      .filter(column -> column.startsWith(VALIDATION))
                      .forEach(names::add));
    }
    names.addAll(OF_THE_TRAINING);
    names.add(SPEED);
    return names;
  }

  private static Optional<Line> line(ReportedRun run, String name) {
    Optional<RunFigures> figures = name.equals(SPEED) ? run.times() : run.metrics();
    return figures
        .filter(table -> !table.rows().isEmpty() && table.columns().contains(name))
        .map(
            table ->
                new Line(
                    run.label(),
                    thinned(table.column(STEP).orElseThrow()),
                    thinned(table.column(name).orElseThrow())));
  }

  /** Every second, third or so of the points, and the last. */
  static double[] thinned(double[] all) {
    int stride = (all.length + MOST_POINTS - 1) / MOST_POINTS;
    if (stride == 1) {
      return all;
    }
    int last = all.length - 1;
    double[] some = new double[(last + stride - 1) / stride + 1];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[Math.min(last, i * stride)];
    }
    return some;
  }
}
