package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** BLEU and chrF against sacrebleu's. */
class SacrebleuGoldenTest {
  private static final double TOLERANCE = 1e-9;

  /** A small corpus: its hypotheses, the references of each, and what sacrebleu says. */
  private record Corpus(
      String name, List<String> hypotheses, List<List<String>> references, JsonNode golden) {
    BleuScore bleu(BleuTokenizer tokenizer, boolean lowercase) {
      Bleu bleu = new Bleu(tokenizer, lowercase);
      for (int i = 0; i < hypotheses.size(); i++) {
        bleu.add(hypotheses.get(i), references.get(i));
      }
      return bleu.score();
    }

    double chrf(Chrf chrf) {
      for (int i = 0; i < hypotheses.size(); i++) {
        chrf.add(hypotheses.get(i), references.get(i));
      }
      return chrf.score();
    }
  }

  /** The corpora of shared/golden beside the project or any folder above it. */
  private static List<Corpus> corpora() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Optional<Path> file =
        Stream.iterate(here, folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared").resolve("golden").resolve("bleu_chrf.json"))
            .filter(Files::isRegularFile)
            .findFirst();
    assumeTrue(file.isPresent(), "the scores of sacrebleu are not here");
    List<Corpus> corpora = new ArrayList<>();
    for (JsonNode golden : new ObjectMapper().readTree(file.get().toFile()).get("cases")) {
      List<String> hypotheses = texts(golden.get("hypotheses"));
      List<List<String>> references = new ArrayList<>();
      for (int i = 0; i < hypotheses.size(); i++) {
        List<String> ofOne = new ArrayList<>();
        for (JsonNode stream : golden.get("references")) {
          ofOne.add(stream.get(i).asText());
        }
        references.add(ofOne);
      }
      corpora.add(new Corpus(golden.get("name").asText(), hypotheses, references, golden));
    }
    assertEquals(7, corpora.size());
    return corpora;
  }

  private static List<String> texts(JsonNode texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(text -> list.add(text.asText()));
    return list;
  }

  private static void assertBleu(Corpus corpus, String key, BleuScore score) {
    JsonNode golden = corpus.golden().get(key);
    String what = corpus.name() + ", " + key;
    assertEquals(golden.get("score").asDouble(), score.score(), TOLERANCE, what);
    for (int order = 0; order < 4; order++) {
      assertEquals(
          golden.get("precisions").get(order).asDouble(),
          score.precisions().get(order),
          TOLERANCE,
          what);
    }
    assertEquals(golden.get("brevity_penalty").asDouble(), score.brevityPenalty(), TOLERANCE, what);
    assertEquals(golden.get("hypothesis_length").asLong(), score.hypothesisLength(), what);
    assertEquals(golden.get("reference_length").asLong(), score.referenceLength(), what);
  }

  @Test
  void bleuOfEveryCorpusAndTokenizer() throws IOException {
    for (Corpus corpus : corpora()) {
      assertBleu(corpus, "bleu_13a", corpus.bleu(BleuTokenizer.MTEVAL_13A, false));
      assertBleu(corpus, "bleu_13a_lowercase", corpus.bleu(BleuTokenizer.MTEVAL_13A, true));
      assertBleu(corpus, "bleu_char", corpus.bleu(BleuTokenizer.CHARACTER, false));
      assertBleu(corpus, "bleu_none", corpus.bleu(BleuTokenizer.NONE, false));
    }
  }

  @Test
  void bleuOfEverySentence() throws IOException {
    Bleu bleu = new Bleu(BleuTokenizer.MTEVAL_13A, false);
    for (Corpus corpus : corpora()) {
      JsonNode golden = corpus.golden().get("sentence_bleu");
      assertEquals(golden.size(), corpus.hypotheses().size());
      for (int i = 0; i < golden.size(); i++) {
        assertEquals(
            golden.get(i).asDouble(),
            bleu.sentence(corpus.hypotheses().get(i), corpus.references().get(i)).score(),
            TOLERANCE,
            corpus.name() + ", sentence " + i);
      }
    }
  }

  @Test
  void chrfOfEveryCorpus() throws IOException {
    for (Corpus corpus : corpora()) {
      assertEquals(
          corpus.golden().get("chrf2").asDouble(),
          corpus.chrf(Chrf.chrf2()),
          TOLERANCE,
          corpus.name());
      assertEquals(
          corpus.golden().get("chrf2pp").asDouble(),
          corpus.chrf(Chrf.chrf2PlusPlus()),
          TOLERANCE,
          corpus.name());
    }
  }
}
