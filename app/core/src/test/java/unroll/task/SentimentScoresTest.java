package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.ConfigReader;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;
import unroll.training.Score;

/** The figures and tables of a sentiment classification. */
class SentimentScoresTest {
  @TempDir private Path folder;
  private ReviewTables tables;

  @BeforeEach
  void makeTables() {
    tables = new ReviewTables(folder);
  }

  @Test
  void theAccuracyOnUnseenTextsLeavesOutThoseOfTraining() {
    List<LabeledText> texts =
        List.of(
            new LabeledText("seen", "seen", 1),
            new LabeledText(" new", "new", 1),
            new LabeledText("newer", "newer", 0),
            new LabeledText("seen ", "seen", 0));
    SentimentScorer scorer = new SentimentScorer(List.of("no", "yes"), texts, Set.of("seen"));
    assertTrue(scorer.metrics().containsKey("accuracy-unseen"));
    for (int i = 0; i < texts.size(); i++) {
      scorer.add(new double[] {0.3, 0.7});
    }
    assertEquals(0.5, scorer.metrics().get("accuracy"));
    assertEquals(0.5, scorer.metrics().get("accuracy-unseen"));
    scorer = new SentimentScorer(List.of("no", "yes"), texts.subList(0, 3), Set.of("seen"));
    scorer.add(new double[] {0.3, 0.7});
    scorer.add(new double[] {0.6, 0.4});
    scorer.add(new double[] {0.6, 0.4});
    assertEquals(2 / 3.0, scorer.metrics(0.1).get("accuracy"), 1e-12);
    assertEquals(0.5, scorer.metrics(0.1).get("accuracy-unseen"));
    assertFalse(
        new SentimentScorer(List.of("no", "yes"), texts, Set.of())
            .metrics()
            .containsKey("accuracy-unseen"));
  }

  @Test
  void theBaselinesAreScoredOnEverySplitThatIsHeldBack() throws IOException {
    tables.write("most.csv", "a0,a\nb1,b\na99,a\nbbb,b\naba,b\n");
    TaskData data = tables.load(ReviewTables.numbered(80, "a", "a", "a", "b"), "test: most.csv");
    Map<String, Map<String, Map<String, Double>>> baselines = data.baselines();
    assertEquals(
        List.of("majority", "naive Bayes on 1-3-grams of syllables"),
        List.copyOf(baselines.keySet()));
    Map<String, Map<String, Double>> majority = baselines.get("majority");
    assertEquals(Set.of("validation", "test"), majority.keySet());
    assertEquals(0.75, majority.get("validation").get("accuracy"));
    assertEquals(0.4, majority.get("test").get("accuracy"));
    assertEquals(0.5, majority.get("test").get("auc"));
    assertEquals(1 / 4.0, majority.get("test").get("accuracy-unseen"));
    Map<String, Map<String, Double>> bayes = baselines.get("naive Bayes on 1-3-grams of syllables");
    assertEquals(1, bayes.get("validation").get("accuracy"));
    assertEquals(0.8, bayes.get("test").get("accuracy"), 1e-12);
  }

  @Test
  void theTableOfPredictionsHoldsEveryTextBesideItsOwnLabel() throws IOException {
    for (String settings : List.of("validation-fraction: 0", "validation-fraction: 0.4")) {
      TaskData data = tables.load(ReviewTables.numbered(60, "a", "b", "c"), settings);
      RecurrentNetwork network =
          RecurrentNetwork.create(
              new ConfigReader<>(NetworkConfig.class)
                  .readText("network", "{cell: rnn, units: 3}")
                  .configuration(
                      data.shape(), false, ReviewTables.TRAINING.optimizer().update(), 1));
      Map.Entry<String, BatchPlan> scored = data.splits().scored().entrySet().iterator().next();
      Score score = data.score(network, scored.getValue());
      List<String> rows = score.tables().get("predictions").lines().toList();
      assertEquals("input\texpected\tpredicted\tprobability", rows.get(0));
      assertEquals(score.labels() + 1, rows.size());
      assertEquals(
          ReviewTables.texts(data, scored.getKey()), columns(rows, 0), "in the order of the plan");
      List<String> expected = columns(rows, 1);
      for (int row = 0; row < expected.size(); row++) {
        assertTrue(rows.get(row + 1).startsWith(expected.get(row)), rows.get(row + 1));
      }
      double accuracy =
          rows.stream()
                  .skip(1)
                  .map(row -> row.split("\t"))
                  .filter(row -> row[1].equals(row[2]))
                  .count()
              / (rows.size() - 1.0);
      assertEquals(accuracy, score.metrics().get("accuracy"), 1e-12);
      assertEquals(
          List.of("calibration", "confusion", "predictions"),
          List.copyOf(new TreeSet<>(score.tables().keySet())));
      assertEquals(
          data.splits().scored().size() == 1 && settings.endsWith(" 0"),
          scored.getKey().equals("training"));
      assertTrue(data.demonstration(network).orElseThrow().lines().count() == 3);
    }
  }

  @Test
  void theScorerOfATrainingKnowsItsMetricsBeforeTheFirstText() throws IOException {
    TaskData data =
        tables.load(ReviewTables.numbered(30, "a", "b", "c"), "validation-fraction: 0.1");
    var scorer = data.scorer();
    Set<String> before = scorer.metrics(Double.NaN).keySet();
    for (SequenceExample example :
        ReviewTables.examples(data.splits().validation().orElseThrow())) {
      scorer.add(example, new Answers(new double[][] {{0.2, 0.3, 0.5}}));
    }
    assertEquals(before, scorer.metrics(1).keySet());
    assertEquals(List.of("accuracy", "macro-f1", "auc"), scorer.rankings());
    assertTrue(before.containsAll(scorer.rankings()));
    assertEquals(1 / 3.0, scorer.metrics(1).get("accuracy"), 1e-12);
  }

  private static List<String> columns(List<String> rows, int column) {
    return rows.stream().skip(1).map(row -> row.split("\t")[column]).toList();
  }
}
