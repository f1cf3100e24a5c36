package unroll.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import unroll.report.Page;

/** The page in which a person asks the runs; it gets all it shows from the API. */
final class ServePage {
  private static final String OFFLINE = "content=\"default-src 'none';";

  private ServePage() {}

  static String html() {
    String html = Page.html("serve", "unroll serve", JsonNodeFactory.instance.objectNode());
    if (!html.contains(OFFLINE)) {
      throw new IllegalStateException("the page's policy has changed");
    }
    // Pages are made to be offline; this one talks to where it came from.
    return html.replace(OFFLINE, OFFLINE + " connect-src 'self';");
  }
}
