package unroll.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unroll.config.UserException;

class BackendChoiceTest {
  private static BackendChoice choose(String option, String property, String variable) {
    return BackendChoice.choose(
        Optional.ofNullable(option),
        Optional.ofNullable(property),
        variable == null ? Map.of() : Map.of("UNROLL_BACKEND", variable));
  }

  @Test
  void theOptionGoesBeforeThePropertyAndThatBeforeTheVariable() {
    assertEquals(BackendChoice.CPU, choose("cpu", "cuda", "auto"));
    assertEquals(BackendChoice.CUDA, choose(null, "cuda", "cpu"));
    assertEquals(BackendChoice.CPU, choose(null, "", "cpu"));
    assertEquals(BackendChoice.AUTO, choose(null, null, " "));
    assertEquals(BackendChoice.AUTO, choose(null, null, null));
  }

  @Test
  void anotherWordIsRefusedWithItsPlaceAndTheWordsThereAre() {
    String variable =
        assertThrows(UserException.class, () -> choose(null, null, "cudaa")).getMessage();
    assertEquals(
        "UNROLL_BACKEND: unknown: cudaa; did you mean cuda? expected auto, cpu, cuda", variable);
    String option = assertThrows(UserException.class, () -> choose("CPU", null, null)).getMessage();
    assertEquals("--backend: unknown: CPU; did you mean cpu? expected auto, cpu, cuda", option);
  }
}
