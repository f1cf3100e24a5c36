package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import unroll.config.ConfigReader;

class PairSplitsTest {
  private static SentencePair pair(String source) {
    return new SentencePair(source, "any");
  }

  @Test
  void pairsWithASourceOfTheOthersAreCountedOnceEachHoweverOftenItStandsThere() {
    Language words = new ConfigReader<>(Language.class).readText("test", "{unit: word}");
    List<SentencePair> pairs = List.of(pair("a b"), pair("a  b "), pair("c"), pair("d"));
    List<SentencePair> others = List.of(pair("a b"), pair(" a b"), pair("a b"), pair("d"));
    assertEquals(3, PairSplits.shared(pairs, others, words));
    assertEquals(0, PairSplits.shared(pairs, List.of(pair("e")), words));
  }
}
