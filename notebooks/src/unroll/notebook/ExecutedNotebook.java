package unroll.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A notebook before and after it was executed. Before, it holds no output; after, every code cell
 * has run without an error or a warning, and there are pictures. A translation, NAME.ko.ipynb, has
 * the code of NAME.ipynb but for comments and texts in quotes.
 */
public final class ExecutedNotebook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FEWEST_PICTURES = 4;
  private static final Pattern PICTURE =
      Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]+)\"");
  private static final String TRANSLATED = ".ko.ipynb";

  private final String name;
  private final List<JsonNode> before;
  private final List<JsonNode> after;

  private ExecutedNotebook(Path source, Path executed) throws IOException {
    this.name = source.getFileName().toString();
    this.before = codeCells(source);
    this.after = codeCells(executed);
  }

  /**
   * Checks notebooks and prints a line for each.
   *
   * @param arguments the folder of the executed notebooks, then the notebooks
   * @throws IllegalStateException at the first that is not as it should be
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      Path source = Path.of(argument);
      ExecutedNotebook notebook =
          new ExecutedNotebook(source, folder.resolve(source.getFileName()));
      notebook.check();
      if (notebook.name.endsWith(TRANSLATED)) {
        String original = notebook.name.replace(TRANSLATED, ".ipynb");
        notebook.requireCodeOf(source.resolveSibling(original));
      }
    }
  }

  private static List<JsonNode> codeCells(Path file) throws IOException {
    List<JsonNode> cells = new ArrayList<>();
    for (JsonNode cell : JSON.readTree(file.toFile()).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private void check() {
    for (JsonNode cell : before) {
      boolean isCleared = cell.path("outputs").isEmpty() && cell.path("execution_count").isNull();
      require(isCleared, "no outputs in the file itself; clear them before it is committed", cell);
    }
    int pictures = 0;
    for (JsonNode cell : after) {
      require(cell.path("execution_count").isInt(), "a cell that ran", cell);
      for (JsonNode output : cell.path("outputs")) {
        require(!output.path("output_type").asText().equals("error"), "no error", cell);
        require(!output.path("name").asText().equals("stderr"), "nothing on stderr", cell);
        Matcher picture = PICTURE.matcher(text(output.path("data").path("text/html")));
        if (picture.find()) {
          byte[] svg = Base64.getDecoder().decode(picture.group(1));
          requirePicture(new String(svg, StandardCharsets.UTF_8), cell);
          pictures++;
        }
      }
    }
    Check.that(pictures >= FEWEST_PICTURES, name + ": pictures, but there are " + pictures);
    System.out.printf(Locale.ROOT, "%s: %d cells ran, %d pictures%n", name, after.size(), pictures);
  }

  private void requirePicture(String svg, JsonNode cell) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new IllegalStateException(name + ": a picture is no SVG: " + text(cell), e);
    }
    require(!svg.contains("NaN") && !svg.contains("Infinity"), "numbers in a picture", cell);
  }

  private void requireCodeOf(Path original) throws IOException {
    List<String> expected = codeCells(original).stream().map(ExecutedNotebook::code).toList();
    List<String> found = before.stream().map(ExecutedNotebook::code).toList();
    Check.that(expected.equals(found), name + ": the code of " + original.getFileName());
  }

  private static String code(JsonNode cell) {
    return text(cell.path("source"))
        .replaceAll("\"([^\"\\\\\n]|\\\\.)*\"", "\"\"")
        .replaceAll("//.*", "");
  }

  private void require(boolean isSo, String expected, JsonNode cell) {
    Check.that(
        isSo, "%s: %s, in the cell%n%s".formatted(name, expected, text(cell.path("source"))));
  }

  /** A text of a notebook may stand as a list of its lines. */
  private static String text(JsonNode lines) {
    StringBuilder text = new StringBuilder(lines.asText());
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
