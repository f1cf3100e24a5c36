package unroll.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One self-contained HTML file: markup, styles, scripts and data in one, nothing loaded from
 * anywhere. Its Content-Security-Policy allows just the styles and scripts that are in it, by their
 * hashes, so that no text in the data can become a script; for the same reason style attributes in
 * markup do nothing, while element.style in scripts does.
 *
 * <p>A page is the resources unroll/page/NAME/page.html (what goes into the main element), page.css
 * and page.js, after base.css and base.js. A page of several scripts names them in scripts.txt, one
 * a line in the order in which they run, page.js the last; those in the folder shared are of
 * several pages, and bring the styles of the same name. Scripts read the data with {@code
 * unroll.data}.
 */
public final class Page {
  private static final String FOLDER = "/unroll/page/";
  private static final String SHARED = "shared/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final String title;
  private final JsonNode data;
  private final Map<String, String> parts;
  private final List<String> libraries;
  private final boolean isServed;

  /**
   * @param name the page's folder among the resources
   * @param title plain text
   * @param parts HTML that replaces {@code <!--part NAME-->} in page.html, by name
   * @param libraries resources of styles (.css) and scripts (.js) that come before the page's own,
   *     by their paths on the class path
   */
  Page(
      String name, String title, JsonNode data, Map<String, String> parts, List<String> libraries) {
    this(name, title, data, parts, libraries, false);
  }

  private Page(
      String name,
      String title,
      JsonNode data,
      Map<String, String> parts,
      List<String> libraries,
      boolean isServed) {
    this.name = name;
    this.title = title;
    this.data = data;
    this.parts = Map.copyOf(parts);
    this.libraries = List.copyOf(libraries);
    this.isServed = isServed;
  }

  /** A page without parts and libraries. */
  public static String html(String name, String title, JsonNode data) {
    return new Page(name, title, data, Map.of(), List.of()).html();
  }

  /**
   * A page without libraries.
   *
   * @param parts HTML that replaces {@code <!--part NAME-->} in page.html, by name
   */
  public static String html(String name, String title, JsonNode data, Map<String, String> parts) {
    return new Page(name, title, data, parts, List.of()).html();
  }

  /** As above, for a page whose scripts ask the server that it came from. */
  public static String served(String name, String title, JsonNode data) {
    return new Page(name, title, data, Map.of(), List.of(), true).html();
  }

  public String html() {
    List<String> scriptFiles = scriptFiles();
    List<String> styles = sources(".css", styleFiles(scriptFiles));
    List<String> scripts = sources(".js", scriptFiles);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <link rel="icon" href="data:,">
    <title>%s</title>
    %s
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
    <h1>%s</h1>
    <button type="button" id="theme" hidden>Dark</button>
    </header>
    <main id="main" tabindex="-1">
    %s
    </main>
    <script type="application/json" id="data">%s</script>
    %s
    </body>
    </html>
    """
        .formatted(
            policy(styles, scripts),
            HtmlText.escape(title),
            elements("style", styles),
            HtmlText.escape(title),
            body(),
            json(),
            elements("script", scripts));
  }

  private List<String> scriptFiles() {
    List<String> files = new ArrayList<>(List.of("base.js"));
    String order = name + "/scripts.txt";
    List<String> own =
        Page.class.getResource(FOLDER + order) == null
            ? List.of("page.js")
            : read(FOLDER + order).lines().toList();
    own.forEach(file -> files.add(file.startsWith(SHARED) ? file : name + "/" + file));
    return files;
  }

  private List<String> styleFiles(List<String> scriptFiles) {
    List<String> files = new ArrayList<>(List.of("base.css"));
    scriptFiles.stream()
        .filter(file -> file.startsWith(SHARED))
        .map(file -> file.replace(".js", ".css"))
        .forEach(files::add);
    files.add(name + "/page.css");
    return files;
  }

  private List<String> sources(String ending, List<String> files) {
    List<String> sources = new ArrayList<>();
    libraries.stream().filter(path -> path.endsWith(ending)).map(Page::read).forEach(sources::add);
    files.forEach(file -> sources.add(read(FOLDER + file)));
    return sources;
  }

  private String body() {
    String body = read(FOLDER + name + "/page.html");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      String place = "<!--part " + part.getKey() + "-->";
      if (!body.contains(place)) {
        throw new IllegalArgumentException("page " + name + " has no " + place);
      }
      body = body.replace(place, part.getValue());
    }
    return body;
  }

  private String json() {
    try {
      // Neither an end tag nor a comment can begin in the data then.
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data is no JSON", e);
    }
  }

  private String policy(List<String> styles, List<String> scripts) {
    return "default-src 'none'; %simg-src data:; style-src %s; script-src %s; base-uri 'none'; "
            .formatted(isServed ? "connect-src 'self'; " : "", hashes(styles), hashes(scripts))
        + "form-action 'none'";
  }

  private static String hashes(List<String> sources) {
    return sources.stream().map(Page::hash).collect(Collectors.joining(" "));
  }

  private static String hash(String source) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String elements(String tag, List<String> sources) {
    return sources.stream()
        .map(source -> "<" + tag + ">" + source + "</" + tag + ">")
        .collect(Collectors.joining("\n"));
  }

  /** A resource as text. */
  static String read(String path) {
    try (InputStream in = Page.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      // Browsers read CRLF as LF, and hash what they have read.
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
      boolean isSource = path.endsWith(".css") || path.endsWith(".js");
      if (isSource && (text.contains("</s") || text.contains("<!--"))) {
        throw new IllegalArgumentException(path + " would end or hide its own element");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
