package unroll.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleStepTest {
  private static final List<String> PRINTED =
      List.of("hello", "epoch 1.00: loss 0.19, 2 s", "epoch 2.00: loss 0.003, 1 min 3 s", "done");

  private static String unprinted(String... shown) {
    CodeBlock block =
        new CodeBlock(Path.of("page.md"), 1, List.of("console"), List.of("$ ./unroll train a"));
    return new ConsoleStep(block, "./unroll train a", List.of(shown)).firstUnprinted(PRINTED);
  }

  @Test
  void aNumberStandsForAnyAndSoDoesATime() {
    assertNull(
        unprinted("hello", "epoch 7: loss 1,000.5, 12 ms", "epoch 8: loss 1e-5, 1 s", "done"));
  }

  @Test
  void pointsStandForAnyLines() {
    assertNull(unprinted("hello", "...", "done"));
    assertNull(unprinted("...", "epoch 2.00: loss 0.1, 1 s", "done"));
    assertNull(unprinted("hello", "..."));
    assertNull(unprinted());
  }

  @Test
  void wordsAreComparedAndTheFirstWrongLineIsTold() {
    assertEquals("goodbye", unprinted("goodbye", "..."));
    assertEquals("epoch 1.00: lost 0.1, 2 s", unprinted("hello", "epoch 1.00: lost 0.1, 2 s"));
    assertEquals("done", unprinted("hello", "done"));
    assertEquals("hello", unprinted("...", "done", "hello"));
  }

  @Test
  void whatThePageLeavesOutAtTheEndIsMissed() {
    assertEquals("(the end, but more is printed)", unprinted("hello"));
  }
}
