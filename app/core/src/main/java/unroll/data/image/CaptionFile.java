package unroll.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;

/** A file with an image's name, a tab and its caption on every line. */
final class CaptionFile {
  private static final long LARGEST = 1 << 28;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final List<Line> lines = new ArrayList<>();

  private CaptionFile(Path file) {
    this.file = file;
  }

  /**
   * A caption and where it stands.
   *
   * @param number from 1
   * @param image as written
   */
  record Line(int number, String image, String caption) {}

  /**
   * @throws UserException if the file is not there, is empty or over 256 MiB, is not UTF-8, or a
   *     line is not a name, a tab and a caption
   */
  static List<Line> read(Path file) {
    CaptionFile captions = new CaptionFile(file);
    if (Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder; expected a file of captions");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > LARGEST) {
        throw new UserException(
            file + ": has " + Files.size(file) + " bytes; expected at most " + LARGEST);
      }
      captions.readLines(new LineReader(in));
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": no such file", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
    if (captions.lines.isEmpty()) {
      throw new UserException(file + ": is empty; expected lines of FILE, a tab, CAPTION");
    }
    return captions.lines;
  }

  private void readLines(LineReader reader) throws IOException {
    for (Optional<LineReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
      take(text(line.get()));
    }
  }

  private String text(LineReader.Line line) {
    try {
      String text = line.text();
      boolean marked = lines.isEmpty() && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (UserException e) {
      throw wrong("is " + e.getMessage());
    }
  }

  private void take(String text) {
    String[] parts = text.split("\t", -1);
    if (parts.length != 2) {
      throw wrong("has " + (parts.length - 1) + " tabs; expected FILE, one tab, CAPTION");
    } else if (parts[0].isBlank()) {
      throw wrong("has no file before the tab");
    } else if (parts[1].isBlank()) {
      throw wrong("has no caption after the tab");
    }
    lines.add(new Line(lines.size() + 1, parts[0], parts[1]));
  }

  private UserException wrong(String what) {
    return new UserException(file + ":" + (lines.size() + 1) + ": " + what);
  }
}
