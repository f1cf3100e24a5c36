package unroll.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import unroll.config.UserException;
import unroll.data.Vocabulary;

/**
 * Learned merges, one a line, first the one that was learned first: the two pieces with a tab
 * between them, backslashes written twice. UTF-8, every line ended by a line feed.
 */
final class MergesFile {
  private static final int MOST_BYTES = 1 << 26;

  private final Path file;
  private final List<Merge> merges = new ArrayList<>();
  private final Set<Merge> seen = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  private MergesFile(Path file) {
    this.file = file;
  }

  static byte[] toBytes(List<Merge> merges) {
    StringBuilder text = new StringBuilder();
    for (Merge merge : merges) {
      text.append(Vocabulary.escape(merge.left()))
          .append('\t')
          .append(Vocabulary.escape(merge.right()))
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws UserException if the file cannot be read, is larger than 64 MiB, has more than {@link
   *     TextSplitter#MOST_MERGES} lines, or a line is no merge of single characters and of pieces
   *     that lines above it make
   */
  static List<Merge> read(Path file) {
    byte[] bytes = bytes(file);
    MergesFile content = new MergesFile(file);
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        content.addLine(ByteBuffer.wrap(bytes, from, at - from));
        from = at + 1;
      }
    }
    if (from < bytes.length) {
      throw content.wrong("the last line does not end");
    }
    return content.merges;
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UserException(file + ": larger than 64 MiB; expected a file of merges");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": no such file", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void addLine(ByteBuffer bytes) {
    if (merges.size() == TextSplitter.MOST_MERGES) {
      throw wrong("expected at most %d merges".formatted(TextSplitter.MOST_MERGES));
    }
    String line = decode(bytes);
    if (line.endsWith("\r")) {
      throw wrong("ends in a carriage return; expected a line feed alone");
    }
    String[] sides = line.split("\t", -1);
    if (sides.length != 2) {
      throw wrong("expected two pieces with a tab between them, found " + shown(line));
    }
    Merge merge = new Merge(piece(sides[0]), piece(sides[1]));
    if (merge.right().startsWith(" ")) {
      throw wrong("a space begins a word, so it cannot stand on the right");
    }
    if (!seen.add(merge)) {
      throw wrong("the merge " + shown(line) + " stands in a line above");
    }
    made.add(merge.merged());
    merges.add(merge);
  }

  private String decode(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw wrong("not UTF-8", e);
    }
  }

  private String piece(String escaped) {
    String piece = escaped.replace("\\\\", "\\");
    if (escaped.replace("\\\\", "").contains("\\")) {
      throw wrong("a backslash must be written twice, found " + shown(escaped));
    }
    boolean single = piece.length() > 0 && piece.offsetByCodePoints(0, 1) == piece.length();
    if (!made.contains(piece) && !single) {
      throw wrong(
          "expected a single character or a piece that a line above makes, found "
              + shown(escaped));
    }
    if (single && !piece.equals(" ") && Chunk.isSpace(piece.codePointAt(0))) {
      throw wrong("white space is no part of a word, found " + shown(escaped));
    }
    return piece;
  }

  private static String shown(String text) {
    int length = text.codePointCount(0, text.length());
    String start = length <= 40 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "...";
    return "\"" + Vocabulary.escape(start) + "\"";
  }

  private UserException wrong(String message) {
    return wrong(message, null);
  }

  private UserException wrong(String message, Throwable cause) {
    return new UserException(file + ": line " + (merges.size() + 1) + ": " + message, cause);
  }
}
