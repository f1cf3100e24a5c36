package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserExceptionTest {
  private static final Location PLACE = new Location("a.yaml", 3);

  @Test
  void aMessageIsOneLineThatSteersNoTerminal() {
    Throwable cause = new IllegalStateException();
    UserException e = new UserException("a\nb\u001b]0;x\u0007\u202e\ud800 한글 \ud83d\ude00", cause);
    assertEquals("a\\u000ab\\u001b]0;x\\u0007\\u202e\\ud800 한글 \ud83d\ude00", e.getMessage());
    assertSame(cause, e.getCause());
  }

  @Test
  void aLongMessageKeepsItsStartAndItsEnd() {
    String message = new UserException("file: " + "x".repeat(1 << 20) + " expected y").getMessage();
    assertTrue(message.startsWith("file: xxx"), message);
    assertTrue(message.endsWith("xxx expected y"), message);
    assertTrue(message.length() < 2000, message);
  }

  @Test
  void mistakesOfAConfigurationHaveALineEachAndNotTooMany() {
    ConfigException.Problem problem = new ConfigException.Problem(PLACE, "key", "found \n");
    assertEquals(
        "a.yaml:3: key: found \\u000a\na.yaml:3: key: found \\u000a",
        new ConfigException(List.of(problem, problem)).getMessage());
    List<String> lines =
        new ConfigException(Collections.nCopies(5000, problem)).getMessage().lines().toList();
    assertEquals(101, lines.size());
    assertEquals("and 4,900 more", lines.get(100));
  }
}
