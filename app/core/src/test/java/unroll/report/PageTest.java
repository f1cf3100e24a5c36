package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE = "</script><script>alert(1)</script><!-- \" ' \u0000 \u2028";

  private static String page(String title, JsonNode data) {
    return Page.html("report", title, data);
  }

  private static List<String> all(String html, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  static JsonNode dataOf(String html) throws Exception {
    List<String> found = all(html, "<script type=\"application/json\" id=\"data\">(.*?)</script>");
    assertEquals(1, found.size());
    return new ObjectMapper().readTree(found.get(0));
  }

  @Test
  void hostileDataComesOutAsItWentInAndEndsNoScript() throws Exception {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("text", HOSTILE);
    data.put(HOSTILE, 1);
    String html = page("x", data);
    assertEquals(data, dataOf(html));
    assertFalse(html.contains("alert(1)</script>"));
    // The data, base.js, the shared attention.js and page.js; nothing else.
    assertEquals(4, html.split("<script", -1).length - 1);
  }

  @Test
  void aHostileTitleIsText() {
    String html = page("</title><script>", JsonNodeFactory.instance.objectNode());
    assertTrue(html.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    assertTrue(html.contains("<h1>&lt;/title&gt;&lt;script&gt;</h1>"));
  }

  @Test
  void thePolicyAllowsJustWhatIsInThePage() throws Exception {
    String html = page("x", JsonNodeFactory.instance.objectNode());
    String policy = all(html, "Content-Security-Policy\" content=\"([^\"]*)\"").get(0);
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    List<String> inlined = all(html, "<script>(.*?)</script>");
    inlined.addAll(all(html, "<style>(.*?)</style>"));
    // Three scripts, and the styles base.css, attention.css and page.css.
    assertEquals(6, inlined.size());
    for (String source : inlined) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      String allowed = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
      assertTrue(policy.contains(allowed), allowed);
    }
    assertEquals(6, policy.split("'sha256-", -1).length - 1);
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    String html = page("x", JsonNodeFactory.instance.objectNode());
    assertEquals(List.of("data:,"), all(html, "(?:href|src)=\"([^#\"][^\"]*)\""));
    assertFalse(html.contains("@import"));
    assertFalse(html.contains("url("));
  }

  @Test
  void aPartWithoutAPlaceIsAMistakeOfTheProgram() {
    Page page =
        new Page(
            "report", "x", JsonNodeFactory.instance.objectNode(), Map.of("lost", ""), List.of());
    assertThrows(IllegalArgumentException.class, page::html);
  }

  @Test
  void theScriptsOfAPageStandInTheOrderThatItStates() {
    String html = Page.html("inspect", "x", JsonNodeFactory.instance.objectNode());
    List<Integer> places =
        List.of(
                "const unroll = ",
                "function unrollAttention(",
                "const predictions = ",
                "function makeCause(",
                "\nstart();")
            .stream()
            .map(html::indexOf)
            .toList();
    assertTrue(places.get(0) > 0, "base.js");
    assertEquals(places.stream().sorted().toList(), places);
    long scripts = Pattern.compile("<script>").matcher(html).results().count();
    long hashes = Pattern.compile("'sha256-").matcher(html).results().count();
    assertEquals(3 + scripts, hashes, "of three styles and all scripts");
  }

  @Test
  void aSharedScriptBringsItsStylesToEveryPageThatNamesItAndToNoOther() {
    for (String name : List.of("inspect", "report", "serve", "film", "trace")) {
      String html = Page.html(name, "x", JsonNodeFactory.instance.objectNode());
      boolean isShared = List.of("inspect", "report", "serve").contains(name);
      assertEquals(isShared, html.contains("function unrollAttention("), name);
      assertEquals(isShared, html.contains(".attention-read {"), name);
    }
  }
}
