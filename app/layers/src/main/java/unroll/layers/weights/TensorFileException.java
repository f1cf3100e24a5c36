package unroll.layers.weights;

import java.io.IOException;

/** A file that holds no tensors as its format promises them, told in one line. */
public final class TensorFileException extends IOException {
  private static final int LONGEST_QUOTE = 120;

  /**
   * @param place the file, and the part of it where the trouble lies
   * @param found may quote a stranger's file: it is shortened and stripped of control characters
   */
  TensorFileException(String place, String expected, Object found) {
    super(oneLine(place) + ": expected " + expected + ", found " + shortened(found));
  }

  private static String shortened(Object found) {
    String line = oneLine(String.valueOf(found));
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
