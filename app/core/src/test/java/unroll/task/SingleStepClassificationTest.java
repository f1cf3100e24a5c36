package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.ConfigReader;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.Frames;
import unroll.data.PublishedData;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class SingleStepClassificationTest {
  @TempDir private Path folder;

  private static SingleStepClassification task(String keys) {
    return new ConfigReader<>(SingleStepClassification.class)
        .readText("task", "{file: rows.csv, " + keys + "}");
  }

  private TaskData load(String keys, String... lines) throws IOException {
    Files.write(folder.resolve("rows.csv"), List.of(lines));
    return task(keys).load(folder::resolve, TrainingConfigs.of("batch-size: 3, seed: 5"));
  }

  private static List<SequenceExample> examples(BatchPlan plan) {
    List<SequenceExample> examples = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      examples.addAll(plan.rows(0, batch));
    }
    return examples;
  }

  private static List<Float> inputs(BatchPlan plan, int feature) {
    return examples(plan).stream()
        .map(example -> ((Frames) example.input()).at(0, feature))
        .toList();
  }

  private static final String PEOPLE =
      "inputs: [{type: numeric, column: age}, {type: categorical, column: sex}],"
          + " target: {type: rule, rule: pressure >= 140, classes: [normal, high]},";

  @Test
  void twoClassesAreOneYesAndOneInputStandsForEveryWord() throws IOException {
    TaskData data =
        load(
            PEOPLE + "validation-fraction: 0, test-fraction: 0, held-back: last",
            "sex,age,pressure,more",
            "f,30,139,x",
            "m,50,140,x",
            "f,70,150,x");
    assertEquals(Channel.numbers(3), data.shape().input());
    assertEquals(new Channel.YesNo(1), data.shape().labels());
    List<SequenceExample> examples = examples(data.splits().training());
    Set<List<Float>> found = new HashSet<>();
    for (SequenceExample example : examples) {
      Frames input = (Frames) example.input();
      found.add(
          List.of(
              Math.round(1000 * input.at(0, 0)) / 1000f,
              input.at(0, 1),
              input.at(0, 2),
              ((Frames) example.labels()).at(0, 0)));
    }
    // Mean 50, and the mean square of -20, 0 and 20 is 266.67.
    assertEquals(
        Set.of(List.of(-1.225f, 1f, 0f, 0f), List.of(0f, 0f, 1f, 1f), List.of(1.225f, 1f, 0f, 1f)),
        found);
  }

  @Test
  void moreClassesAreSymbolsInTheOrderGiven() throws IOException {
    TaskData data =
        load(
            "inputs: [{type: numeric, column: x}], validation-fraction: 0, test-fraction: 0,"
                + " target: {type: category, column: kind, classes: [c, a, b]}",
            "x,kind",
            "1,a",
            "2,b",
            "3,c");
    assertEquals(Channel.symbols(3), data.shape().labels());
    Map<Float, Integer> labels = new HashMap<>();
    for (SequenceExample example : examples(data.splits().training())) {
      labels.put(
          Math.signum(((Frames) example.input()).at(0, 0)), ((Symbols) example.labels()).at(0));
    }
    assertEquals(Map.of(-1f, 1, 0f, 2, 1f, 0), labels);
  }

  @Test
  void inputsAreStandardizedByTheTrainingRowsOnly() throws IOException {
    TaskData data =
        load(
            "inputs: [{type: numeric, column: x}], held-back: last, validation-fraction: 0.25,"
                + " test-fraction: 0.25, target: {type: rule, rule: y > 0}",
            "x,y",
            "1,0",
            "3,1",
            "1,0",
            "3,1",
            "100,0",
            "101,1",
            "-7,0",
            "5,1");
    assertEquals(4, inputs(data.splits().training(), 0).size());
    assertEquals(List.of(98f, 99f), inputs(data.splits().validation().orElseThrow(), 0));
    assertEquals(List.of(-9f, 3f), inputs(data.splits().test().orElseThrow(), 0));
  }

  @Test
  void aPersonCountsOnceAndRowsWithoutALabelOrAnInputAreLeftOut() throws IOException {
    TaskData data =
        load(
            PEOPLE
                + "distinct: id, missing: {policy: drop-row}, validation-fraction: 0,"
                + " test-fraction: 0.25",
            "id,age,sex,pressure",
            "1,40,f,120",
            "1,41,f,190",
            "2,NA,f,120",
            "3,30,m,NA",
            "4,60,m,150",
            "5,20,m,110",
            "6,66,f,160");
    assertEquals(
        List.of("training: 3 rows", "test: 1 rows"),
        data.description().subList(0, 2).stream().map(line -> line.split(",")[0]).toList());
    assertTrue(
        data.description()
            .containsAll(
                List.of(
                    "1 rows left out because their key had come before",
                    "1 rows left out because they have no label",
                    "1 rows left out because an input is missing")),
        data.description().toString());
  }

  @Test
  void theSeedDecidesWhichRowsAreHeldBack() throws IOException {
    String[] lines = new String[41];
    lines[0] = "x,y";
    for (int row = 1; row <= 40; row++) {
      lines[row] = row + "," + row % 2;
    }
    Files.write(folder.resolve("rows.csv"), List.of(lines));
    SingleStepClassification task =
        task("inputs: [{type: numeric, column: x}], target: {type: rule, rule: y > 0}");
    List<List<Float>> tests = new ArrayList<>();
    for (int seed : new int[] {1, 1, 2}) {
      TaskData data = task.load(folder::resolve, TrainingConfigs.of("seed: " + seed));
      tests.add(inputs(data.splits().test().orElseThrow(), 0));
    }
    assertEquals(tests.get(0), tests.get(1));
    assertFalse(tests.get(0).equals(tests.get(2)));
    assertEquals(8, tests.get(0).size());
  }

  @Test
  void theBaselinesAreMajorityAndLogisticRegression() throws IOException {
    String[] lines = new String[101];
    lines[0] = "x,y";
    for (int row = 1; row <= 100; row++) {
      lines[row] = row + "," + (row > 60 ? 1 : 0);
    }
    TaskData data =
        load("inputs: [{type: numeric, column: x}], target: {type: rule, rule: y > 0}", lines);
    var baselines = data.baselines();
    assertEquals(List.of("majority", "logistic-regression"), List.copyOf(baselines.keySet()));
    assertEquals(0.5, baselines.get("majority").get("test").get("auc"));
    assertEquals(1, baselines.get("logistic-regression").get("test").get("auc"));
    assertEquals(Set.of("validation", "test"), baselines.get("majority").keySet());
  }

  @Test
  void predictionsStandBesideTheirRowsWhereTrainingRowsAreScored() throws IOException {
    String[] lines = new String[41];
    lines[0] = "x,y";
    for (int row = 1; row <= 40; row++) {
      lines[row] = row + "," + (row * row % 3 == 1 ? 1 : 0);
    }
    TaskData data =
        load(
            "inputs: [{type: numeric, column: x}], target: {type: rule, rule: y > 0},"
                + " validation-fraction: 0, test-fraction: 0",
            lines);
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("units: 3")
                .configuration(data.shape(), false, new ParameterUpdate(new Sgd(0.1), 0), 1));
    List<String> table =
        data.score(network, data.splits().training()).tables().get("predictions").lines().toList();
    assertEquals(41, table.size());
    for (String line : table.subList(1, 41)) {
      int row = Integer.parseInt(line.replaceFirst(".*, line (\\d+)\t.*", "$1")) - 1;
      assertEquals(row * row % 3 == 1 ? "yes" : "no", line.split("\t")[1], line);
    }
  }

  @Test
  void nhanesHasOneRowAPersonAndTheKnownNumberOfLabels() {
    Optional<Path> published = PublishedData.folder();
    assumeTrue(published.isPresent(), "the published data sets are not here");
    SingleStepClassification task =
        new ConfigReader<>(SingleStepClassification.class)
            .readText(
                "task",
                "{file: nhanes/NHANES.csv, distinct: ID, missing: {policy: drop-row},"
                    + " held-back: last, test-fraction: 0.2,"
                    + " inputs: [{type: numeric, column: Age}, {type: categorical, column: Gender},"
                    + " {type: numeric, column: Height}, {type: numeric, column: Weight}],"
                    + " target: {type: rule, rule: BPSysAve >= 140 or BPDiaAve >= 90}}");
    TaskData data = task.load(file -> published.get().resolve(file), TrainingConfigs.of("seed: 1"));
    assertTrue(
        data.description()
            .containsAll(
                List.of(
                    "3,221 rows left out because their key had come before",
                    "1,137 rows left out because they have no label",
                    "44 rows left out because an input is missing")),
        data.description().toString());
    // The last fifth of the 5,598 people.
    assertEquals(1119, examples(data.splits().test().orElseThrow()).size());
    assertEquals(
        0.8213, data.baselines().get("logistic-regression").get("test").get("auc"), 0.0001);
  }
}
