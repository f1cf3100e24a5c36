package unroll.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Alignments as a run folder holds them: tab-separated, a sentence a line, in its cells the pieces
 * of the source, those of the target, and the weights, four digits each. Within a cell tabs stand
 * between pieces and between the weights of a target piece, line ends between target pieces, all of
 * them {@linkplain Vocabulary#escape escaped}, as pieces are once before.
 */
public final class AlignmentTable {
  /** What the table is called among those of a split. */
  public static final String NAME = "alignments";

  private static final List<String> COLUMNS = List.of("source", "target", "weights");

  /** A map of more has no place on a screen, nor in memory. */
  private static final int MOST_PIECES = 1000;

  private AlignmentTable() {}

  /** The whole table. */
  public static String text(List<Alignment> alignments) {
    return alignments.stream()
        .map(AlignmentTable::line)
        .collect(Collectors.joining("", String.join("\t", COLUMNS) + "\n", ""));
  }

  private static String line(Alignment alignment) {
    String weights =
        Arrays.stream(alignment.weights())
            .map(AlignmentTable::numbers)
            .collect(Collectors.joining("\n"));
    return String.join(
            "\t",
            pieces(alignment.source()),
            pieces(alignment.target()),
            Vocabulary.escape(weights))
        + "\n";
  }

  private static String numbers(float[] weights) {
    List<String> numbers = new ArrayList<>();
    for (float weight : weights) {
      numbers.add(String.format(Locale.ROOT, "%.4f", weight));
    }
    return String.join("\t", numbers);
  }

  private static String pieces(List<String> pieces) {
    return Vocabulary.escape(
        pieces.stream().map(Vocabulary::escape).collect(Collectors.joining("\t")));
  }

  /**
   * @throws IllegalArgumentException if these are not the names of the table's columns
   */
  public static void requireHeader(List<String> columns) {
    if (!columns.equals(COLUMNS)) {
      throw new IllegalArgumentException("expected columns " + COLUMNS + ", found " + columns);
    }
  }

  /**
   * Reads a line.
   *
   * @param cells their own escapes resolved
   * @throws IllegalArgumentException saying what is wrong with them
   */
  public static Alignment alignment(List<String> cells) {
    List<String> source = piecesOf(cells.get(0));
    List<String> target = piecesOf(cells.get(1));
    List<String> rows = cells.get(2).lines().toList();
    if (rows.size() != target.size()) {
      throw new IllegalArgumentException(
          "expected weights of %d target pieces, found %d".formatted(target.size(), rows.size()));
    }
    float[][] weights = new float[rows.size()][];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = weights(rows.get(row));
    }
    return new Alignment(source, target, weights);
  }

  private static List<String> piecesOf(String cell) {
    List<String> pieces = split(cell).stream().map(Vocabulary::unescape).toList();
    if (pieces.size() > MOST_PIECES) {
      throw new IllegalArgumentException("more than %,d pieces".formatted(MOST_PIECES));
    }
    return pieces;
  }

  private static List<String> split(String text) {
    return Arrays.asList(text.split("\t", -1));
  }

  private static float[] weights(String row) {
    List<String> numbers = split(row);
    float[] weights = new float[numbers.size()];
    for (int i = 0; i < weights.length; i++) {
      try {
        weights[i] = Float.parseFloat(numbers.get(i));
      } catch (NumberFormatException e) {
        weights[i] = Float.NaN;
      }
      if (!(weights[i] >= 0 && weights[i] <= 1)) {
        throw new IllegalArgumentException(
            "expected a weight from 0 to 1, found \"%s\"".formatted(numbers.get(i)));
      }
    }
    return weights;
  }
}
