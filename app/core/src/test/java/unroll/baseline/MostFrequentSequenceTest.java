package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MostFrequentSequenceTest {
  @Test
  void answersWithTheMostFrequentSequence() {
    MostFrequentSequence answers = new MostFrequentSequence();
    answers.add(List.of("go", "on"));
    answers.add(List.of("go"));
    answers.add(List.of("on", "go"));
    answers.add(List.of("go"));

    assertEquals(List.of("go"), answers.predict());
  }

  @Test
  void takesTheFirstAddedOfEquallyFrequentSequences() {
    MostFrequentSequence answers = new MostFrequentSequence();
    answers.add(List.of("b"));
    answers.add(List.of("a"));
    answers.add(List.of("a"));
    answers.add(List.of("b"));

    assertEquals(List.of("b"), answers.predict());
  }

  @Test
  void noWordsAreASequenceToo() {
    MostFrequentSequence answers = new MostFrequentSequence();
    answers.add(List.of());

    assertEquals(List.of(), answers.predict());
  }

  @Test
  void keepsWhatWasAddedWhenTheListChanges() {
    MostFrequentSequence answers = new MostFrequentSequence();
    List<String> words = new ArrayList<>(List.of("yes"));
    answers.add(words);
    words.add("no");

    assertEquals(List.of("yes"), answers.predict());
  }

  @Test
  void refusesToAnswerFromNothing() {
    assertThrows(IllegalArgumentException.class, new MostFrequentSequence()::predict);
  }
}
