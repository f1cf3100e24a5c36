package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Feeding;
import unroll.training.LearningRate;
import unroll.training.Optimizer;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

class CharacterLanguageModelTest {
  private static final TrainingConfig TRAINING =
      new TrainingConfig(
          1,
          4,
          10,
          new Optimizer.SgdOptimizer(1),
          new LearningRate.ConstantRate(),
          5,
          0,
          0,
          0,
          0,
          0,
          "loss",
          0,
          new Feeding.TeacherForcingFeeding(),
          1);

  @TempDir private Path folder;

  private TaskData load(String text, double validation, double test) throws IOException {
    Files.writeString(folder.resolve("text.txt"), text);
    CharacterLanguageModel task =
        new CharacterLanguageModel(null, "text.txt", "UTF-8", validation, test, 0, null);
    return task.load(folder::resolve, TRAINING);
  }

  private static int predictions(Optional<BatchPlan> plan) {
    int sum = 0;
    for (int batch = 0; batch < plan.orElseThrow().batches(); batch++) {
      for (SequenceExample row : plan.orElseThrow().rows(0, batch)) {
        sum += row.labels().length();
      }
    }
    return sum;
  }

  @Test
  void cutsValidationAndTestOffTheEnd() throws IOException {
    TaskData data = load("abcdefghij".repeat(20), 0.1, 0.25);
    assertEquals(130 - 1, predictions(Optional.of(data.splits().training())));
    assertEquals(20 - 1, predictions(data.splits().validation()));
    assertEquals(50 - 1, predictions(data.splits().test()));
    Symbols first = (Symbols) data.splits().test().orElseThrow().rows(0, 0).get(0).input();
    assertEquals(
        "a", ((CharacterModelData) data).vocabulary().symbol(first.at(0)), "150 is a tenth of ten");
    assertEquals(List.of(folder.resolve("text.txt")), data.files());
  }

  @Test
  void countsHangulAndEmojiAsOneCharacterEach() throws IOException {
    TaskData data = load("한국어🙂".repeat(30), 0, 0);
    assertEquals(4, data.shape().input().size());
    assertEquals(119, predictions(Optional.of(data.splits().training())));
    assertTrue(data.splits().validation().isEmpty() && data.splits().test().isEmpty());
  }

  @Test
  void scoresTheBaselinesOnTheTrainingTextWhereNothingIsHeldBack() throws IOException {
    var baselines = load("abcdefghij".repeat(20), 0, 0).baselines();
    assertEquals(List.of("training"), List.copyOf(baselines.get("unigram").keySet()));
  }

  @Test
  void givesNatsBitsAndPerplexityOfTheSameLoss() {
    Scorer scorer = new CharacterScorer();
    scorer.add(
        new SequenceExample(Symbols.of(0, 0, 0, 0), Symbols.of(1, 0, 0, 0)),
        new Answers(new double[][] {{0.2, 0.8}, {0.1, 0.9}, {0.1, 0.9}, {0.1, 0.9}}));
    Map<String, Double> metrics = scorer.metrics(Math.log(8));
    assertEquals(3 * Math.log(2), metrics.get("nats-per-character"), 1e-12);
    assertEquals(3, metrics.get("bits-per-character"), 1e-12);
    assertEquals(8, metrics.get("perplexity"), 1e-12);
    assertEquals(0.25, metrics.get("accuracy"), 1e-12);
  }

  @Test
  void scoresTheBaselinesOnEverySplitThatIsHeldBack() throws IOException {
    var baselines = load("abcdefghij".repeat(100), 0.1, 0.1).baselines();
    assertEquals(List.of("unigram", "5-gram"), List.copyOf(baselines.keySet()));
    assertEquals(List.of("validation", "test"), List.copyOf(baselines.get("5-gram").keySet()));
    assertEquals(
        Math.log(10), baselines.get("unigram").get("test").get("nats-per-character"), 0.01);
    assertTrue(baselines.get("5-gram").get("test").get("nats-per-character") < 0.1);
  }
}
