package unroll.data.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Words and punctuation, see {@link Chunk}. Joining puts a space between two pieces unless one of
 * them has the marker {@code ￭} (U+FFED) at that end. Of two chunks that touch, the right one has
 * the marker if it is punctuation, else the left one, so a word is the same piece everywhere:
 * {@code (isn't it?)} is {@code (￭ isn't it ￭? ￭)}. A marker or a backslash of the text itself has
 * a backslash before it.
 */
record WordSplitter(boolean lowercase) implements TextSplitter {
  private static final char TOUCHES = '\uFFED';
  private static final char ESCAPE = '\\';

  @Override
  public List<String> split(String text) {
    List<Chunk> chunks = Chunk.of(NormalForm.of(text, lowercase));
    List<String> pieces = new ArrayList<>(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      boolean beforeWord =
          i + 1 < chunks.size()
              && !chunks.get(i + 1).afterSpace()
              && !chunks.get(i + 1).punctuation();
      pieces.add(piece(chunks.get(i), beforeWord));
    }
    return pieces;
  }

  private static String piece(Chunk chunk, boolean beforeWord) {
    if (!chunk.punctuation()) {
      return chunk.text();
    }
    StringBuilder piece = new StringBuilder();
    if (!chunk.afterSpace()) {
      piece.append(TOUCHES);
    }
    for (char letter : chunk.text().toCharArray()) {
      if (letter == TOUCHES || letter == ESCAPE) {
        piece.append(ESCAPE);
      }
      piece.append(letter);
    }
    if (beforeWord) {
      piece.append(TOUCHES);
    }
    return piece.toString();
  }

  @Override
  public String join(List<String> pieces) {
    StringBuilder text = new StringBuilder();
    boolean touching = true;
    for (String piece : pieces) {
      boolean touchesLeft = !piece.isEmpty() && piece.charAt(0) == TOUCHES;
      if (!touching && !touchesLeft) {
        text.append(' ');
      }
      touching = append(piece, touchesLeft ? 1 : 0, text);
    }
    return text.toString();
  }

  /**
   * @return whether the piece touches what comes after it
   */
  private static boolean append(String piece, int from, StringBuilder text) {
    int last = piece.length() - 1;
    for (int i = from; i <= last; i++) {
      if (piece.charAt(i) == TOUCHES && i == last) {
        return true;
      }
      if (piece.charAt(i) == ESCAPE && i < last) {
        i++;
      }
      text.append(piece.charAt(i));
    }
    return false;
  }
}
