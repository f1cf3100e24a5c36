package unroll.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentReading;

/** Says in a few lines what is wrong with an optimizer step, where it began and what to change. */
final class Diagnosis {
  private final Trouble trouble;
  private final List<BatchReplay.Reading> readings;

  Diagnosis(Trouble trouble) {
    this.trouble = trouble;
    this.readings = new BatchReplay(trouble.network()).read(trouble.batch(), trouble.states());
  }

  /** For a person; what counts rows, steps, units or layers counts from 1. */
  String text() {
    Fault fault = new FaultFinder(trouble, readings).first();
    List<String> lines = new ArrayList<>();
    lines.add(
        "step %d stopped %s: its numbers went wrong"
            .formatted(trouble.step(), trouble.stage().when()));
    lines.add("first: " + fault.place());
    lines.add("change: " + new Remedy(trouble, fault).text());
    lines.add(
        "loss %s, gradient norm %s, learning rate %s, %s"
            .formatted(
                NumberRange.text(trouble.loss()),
                NumberRange.text(trouble.gradientNorm()),
                NumberRange.text(trouble.learningRate()),
                clipping(trouble.clipping())));
    lines.addAll(table());
    for (BatchReplay.Reading reading : readings) {
      reading.recurrent().stream()
          .filter(RecurrentReading::canSaturate)
          .map(layer -> layer.name() + ": " + Saturation.of(layer.tapes()).text())
          .forEach(lines::add);
    }
    lines.add("models saved before this step stay as they are");
    return String.join("\n", lines);
  }

  private static String clipping(Trouble.Clipping clipping) {
    return clipping.norm() == 0
        ? "gradients of any length"
        : "%s of the gradients of %,d steps before cut to norm %s"
            .formatted(
                NumberRange.share(clipping.clipped(), clipping.steps()),
                clipping.steps(),
                NumberRange.text(clipping.norm()));
  }

  private List<String> table() {
    List<String[]> rows = new ArrayList<>();
    String gradients = trouble.stage().hasChanges() ? "changes" : "gradients";
    rows.add(new String[] {"", "parameters", gradients, "outputs"});
    BatchPlace.input(trouble)
        .ifPresent(input -> rows.add(new String[] {"input", "", "", NumberRange.of(input).text()}));
    for (BatchReplay.Reading reading : readings) {
      NamedLayer layer = reading.layer();
      rows.add(
          new String[] {
            layer.name(),
            range(layer.parameters()).text(),
            range(layer.gradients(trouble.network())).text(),
            NumberRange.of(reading.output()).text()
          });
    }
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
  }

  private static NumberRange range(List<NamedLayer.Numbers> all) {
    NumberRange range = NumberRange.NONE;
    for (NamedLayer.Numbers numbers : all) {
      range = range.and(NumberRange.of(numbers.array()));
    }
    return range;
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.length; column++) {
      line.append("  ").append(row[column]);
      line.append(" ".repeat(widths[column] - row[column].length()));
    }
    return line.toString().stripTrailing();
  }
}
