package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilmStepsTest {
  private static List<Integer> until(int last, int inEveryTenfold) {
    FilmSteps steps = new FilmSteps(inEveryTenfold);
    return IntStream.rangeClosed(0, last).filter(steps::contain).boxed().toList();
  }

  @Test
  void aTenfoldHasAsManyStepsAsAskedForOnALogarithmicScale() {
    assertEquals(List.of(0, 1, 10, 100, 1000), until(5000, 1));
    assertEquals(List.of(0, 1, 2, 3, 6, 10, 18, 32, 56, 100, 178, 316, 562, 1000), until(1500, 4));
  }

  @Test
  void stepsCloserThanTheScaleAreAllIn() {
    assertEquals(IntStream.rangeClosed(0, 40).boxed().toList(), until(40, 100));
    assertEquals(100, until(99_999, 100).size() - until(9_999, 100).size());
  }

  @Test
  void noFilmHasNoSteps() {
    assertFalse(new FilmSteps(0).contain(0));
    assertFalse(new FilmSteps(0).contain(1));
  }
}
