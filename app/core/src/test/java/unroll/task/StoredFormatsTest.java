package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFormatsTest {
  @Test
  void pairsAreReadAsTheyWere() {
    PairFormat format = new PairFormat();
    for (SentencePair pair :
        List.of(
            new SentencePair("Guten Tag", "hello"),
            new SentencePair("안녕 \uD83D\uDE00", "ä"),
            new SentencePair("", "x"),
            new SentencePair("x", ""))) {
      assertEquals(pair, format.fromBytes(format.toBytes(pair)));
    }
  }

  @Test
  void labeledTextsAreReadAsTheyWereWithTheirIdentities() {
    LabeledTextFormat format = new LabeledTextFormat();
    for (LabeledText text :
        List.of(
            new LabeledText("good film", "good film", 1),
            new LabeledText(" good  film ", "good film", 0),
            new LabeledText("좋은 \uD83D\uDE00", "좋은 \uD83D\uDE00", 70_000),
            new LabeledText("", "", 2),
            new LabeledText("  ", "", 3))) {
      assertEquals(text, format.fromBytes(format.toBytes(text)));
    }
  }
}
