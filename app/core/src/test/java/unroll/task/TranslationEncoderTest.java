package unroll.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.ConfigReader;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** One pair as a network reads it and is scored on it. */
class TranslationEncoderTest {
  private static final String ONE_PAIR =
      "{train: {type: inline, pairs: [b a = c]}, validation-fraction: 0";

  private static TaskData load(String task) {
    TrainingConfig training = new ConfigReader<>(TrainingConfig.class).readText("training", "{}");
    return new ConfigReader<>(Translation.class).readText("task", task).load(Path::of, training);
  }

  private static int[] ids(Object sequence) {
    Symbols symbols = (Symbols) sequence;
    int[] ids = new int[symbols.length()];
    for (int step = 0; step < ids.length; step++) {
      ids[step] = symbols.at(step);
    }
    return ids;
  }

  private static SequenceExample only(TaskData data) {
    List<SequenceExample> examples = data.splits().training().rows(0, 0);
    assertEquals(1, examples.size());
    return examples.get(0);
  }

  /** What a network reads of the only pair, step by step. */
  private static int[] features(TaskData data) {
    try (SequenceBatches batches =
        new SequenceBatches(
            data.splits().training(),
            data.shape(),
            DataType.FLOAT,
            SequenceBatches.Position.START)) {
      DataSet batch = batches.next();
      return batch.getFeatures().reshape(batch.getFeatures().length()).toIntVector();
    }
  }

  @Test
  void aTargetIsItsPiecesAndTheEnd() {
    SequenceExample example = only(load(ONE_PAIR + "}"));
    // The source has <unk>, b, a; the target <unk>, <end>, c.
    assertArrayEquals(new int[] {1, 2}, ids(example.input()));
    assertArrayEquals(new int[] {2, 1}, ids(example.labels()));
  }

  @Test
  void theFirstStepOfATargetReadsNothingAndTheOthersTheLabelBeforeIt() {
    TaskData data = load(ONE_PAIR + "}");
    assertEquals(3 + 3, data.shape().input().size());
    assertEquals(OptionalInt.of(3), data.shape().feedback());
    assertArrayEquals(new int[] {1, 2, Symbols.NONE, 3 + 2}, features(data));
  }

  @Test
  void withZerosNoStepOfATargetReadsAnything() {
    TaskData data = load(ONE_PAIR + ", feed: zeros}");
    assertEquals(3, data.shape().input().size());
    assertEquals(OptionalInt.empty(), data.shape().feedback());
    assertArrayEquals(new int[] {1, 2, Symbols.NONE, Symbols.NONE}, features(data));
  }

  @Test
  void aReversedSourceIsReadFromItsEnd() {
    assertArrayEquals(
        new int[] {2, 1}, ids(only(load(ONE_PAIR + ", reversed-source: true}")).input()));
  }

  @Test
  void withSymbolsEverySentenceIsFilledUpToItsLength() {
    TaskData data =
        load(
            ONE_PAIR
                + ", padding: symbols, reversed-source: true, source: {max-length: 4},"
                + " target: {max-length: 3}}");
    // The source has <unk>, <pad>, b, a; the target <unk>, <end>, <pad>, c.
    assertArrayEquals(new int[] {3, 2, 1, 1}, ids(only(data).input()));
    assertArrayEquals(new int[] {3, 1, 2, 2}, ids(only(data).labels()));
  }

  @Test
  void whatFillsASentenceUpCountsInNoFigureButTheLoss() {
    TaskData data = load(ONE_PAIR + ", padding: symbols, target: {max-length: 3}}");
    Scorer scorer = data.scorer();
    assertEquals(
        List.of("token-accuracy", "loss", "perplexity"),
        List.copyOf(scorer.metrics(Double.NaN).keySet()));
    scorer.add(
        only(data),
        new Answers(
            new double[][] {
              {0.0, 0.25, 0.25, 0.5},
              {0.3, 0.125, 0.5, 0.0},
              {0.0, 0.1, 0.9, 0.0},
              {0.0, 0.1, 0.9, 0.0}
            }));
    Map<String, Double> metrics = scorer.metrics(0.7);
    assertEquals(0.5, metrics.get("token-accuracy"), 1e-12);
    assertEquals(4, metrics.get("perplexity"), 1e-12);
    assertEquals(0.7, metrics.get("loss"), 1e-12);
  }

  @Test
  void bleuIsLeftOutWhereNoTargetHasFourWords() {
    TranslationQuality quality = new TranslationQuality();
    quality.add("eins\tzwei", "1 2 3", "1 2 3");
    quality.add("drei", "3", "4");
    assertEquals(List.of("exact-match", "chrf"), List.copyOf(quality.metrics().keySet()));
    assertEquals(0.5, quality.metrics().get("exact-match"), 1e-12);
    assertEquals(
        "source\texpected\tpredicted\neins\\tzwei\t1 2 3\t1 2 3\ndrei\t3\t4\n", quality.table());
    quality.add("vier", "1 2 3 4", "1 2 3 4");
    assertEquals(
        List.of("bleu", "bleu-lowercase", "exact-match", "chrf"),
        List.copyOf(quality.metrics().keySet()));
  }
}
