package unroll.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class MemberProcessesTest {
  private static String reason(int code, String... lines) throws IOException {
    return MemberProcesses.reason(
        code, new BufferedReader(new StringReader(String.join("\n", lines))));
  }

  @Test
  void theReasonIsTheFirstLineBehindAllProgress() throws IOException {
    assertEquals(
        "step 7: the loss is no number",
        reason(
            1,
            "Picked up JAVA_TOOL_OPTIONS: -Da=b",
            "  3%  loss 2.1000  1,000 symbols/s  5 s left",
            "step 7: the loss is no number",
            "smaller training.optimizer.learning-rate"));
  }

  @Test
  void whoSaysNothingEndedWithACode() throws IOException {
    assertEquals("its process ended with exit code 134", reason(134, "", "WARNING: a remark"));
    assertEquals(
        "its process was killed, as systems do that run out of memory",
        reason(137, " 50%  loss 1.0  1 symbols/s  5 s left"));
    assertEquals("its process was interrupted", reason(130));
  }
}
