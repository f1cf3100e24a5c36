package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void markupIsNoMarkup() {
    assertEquals(
        "&lt;/script&gt;&lt;b class=&quot;x&quot; id=&#39;y&#39;&gt; &amp;amp;",
        HtmlText.escape("</script><b class=\"x\" id='y'> &amp;"));
  }

  @Test
  void controlCharactersBecomeTheirPictures() {
    assertEquals("a␀b␛[31m␡\t\n\uFFFD", HtmlText.escape("a\0b\u001b[31m\u007f\t\n\u0085"));
  }

  @Test
  void halfASurrogatePairIsReplacedAndAWholeOneStays() {
    assertEquals("\uFFFD 😀 한", HtmlText.escape("\uD83D 😀 한"));
  }
}
