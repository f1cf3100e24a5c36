package unroll.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unroll.report.Page;

/**
 * The page in which a person asks the runs; it gets all it shows from the API. Its scripts stand in
 * the order below before page.js, which puts together what they make; each only declares functions,
 * as base.js, which they use, comes after them.
 */
final class ServePage {
  private static final String NAME = "serve";
  private static final List<String> SCRIPTS =
      Stream.of("api.js", "states.js", "answers.js", "curves.js")
          .map(script -> "/unroll/page/" + NAME + "/" + script)
          .toList();
  private static final String OFFLINE = "content=\"default-src 'none';";

  private ServePage() {}

  static String html() {
    String html =
        new Page(NAME, "unroll serve", JsonNodeFactory.instance.objectNode(), Map.of(), SCRIPTS)
            .html();
    if (!html.contains(OFFLINE)) {
      throw new IllegalStateException("the page's policy has changed");
    }
    // Pages are made to be offline; this one talks to where it came from.
    return html.replace(OFFLINE, OFFLINE + " connect-src 'self';");
  }
}
