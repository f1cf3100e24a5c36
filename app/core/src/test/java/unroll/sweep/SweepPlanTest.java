package unroll.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.experiment.ExperimentConfig;
import unroll.training.Optimizer;

class SweepPlanTest {
  private static final String HELLO =
      "{name: hello, task: {type: character-language-model, text: hello},"
          + " training: {epochs: 5, optimizer: {type: adam, learning-rate: 0.1}, seed: 7}}";

  @TempDir private Path folder;

  private Path file(String... lines) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "config: " + HELLO + "\n" + String.join("\n", lines) + "\n");
    return file;
  }

  private SweepPlan plan(String... lines) throws IOException {
    return SweepPlan.read(file(lines));
  }

  private String refusal(String... lines) throws IOException {
    Path file = file(lines);
    return assertThrows(UserException.class, () -> SweepPlan.read(file))
        .getMessage()
        .replace(folder + "/", "");
  }

  private static List<String> names(SweepPlan plan) {
    return plan.members().stream().map(SweepMember::name).toList();
  }

  private static List<Double> rates(SweepPlan plan) {
    return plan.members().stream()
        .map(member -> member.config().training().optimizer())
        .map(optimizer -> ((Optimizer.AdamOptimizer) optimizer).learningRate())
        .toList();
  }

  @Test
  void listsAreCombinedTheLastKeyChangingFastestAndSeedsStandSideBySide() throws IOException {
    SweepPlan plan = plan("set: {network.cell: [rnn, gru], network.units: [4, 8, 16]}", "seeds: 2");
    assertEquals(12, plan.members().size());
    assertEquals(6, plan.combinations());
    assertEquals(
        List.of(
            "cell-rnn_units-4_seed-7",
            "cell-rnn_units-4_seed-8",
            "cell-rnn_units-8_seed-7",
            "cell-rnn_units-8_seed-8"),
        names(plan).subList(0, 4));
    SweepMember last = plan.members().get(11);
    assertEquals("cell-gru_units-16_seed-8", last.name());
    assertEquals(16, last.config().network().units());
    assertEquals(8, last.config().training().seed());
    assertEquals("hello-cell-gru_units-16_seed-8", last.config().name());
    assertEquals("my", plan.name());
  }

  @Test
  void oneValueIsForAllMembersAndInNoName() throws IOException {
    SweepPlan plan = plan("set: {training.epochs: 2, network.units: [4]}", "seeds: [3, 1]");
    assertEquals(List.of("units-4_seed-3", "units-4_seed-1"), names(plan));
    plan.members().forEach(member -> assertEquals(2, member.config().training().epochs()));
    assertEquals(List.of("network.units"), plan.keys());
  }

  @Test
  void withoutKeysThereAreSeedsAlone() throws IOException {
    assertEquals(List.of("seed-7", "seed-8", "seed-9"), names(plan("seeds: 3")));
    assertEquals(List.of("seed-7"), names(plan()));
  }

  @Test
  void drawsFollowFromTheirSeedAndMoreOfThemBeginWithTheSame() throws IOException {
    String keys =
        "set: {training.optimizer.learning-rate: {log-uniform: [1e-4, 1e-1]},"
            + " network.units: {integers: [4, 6]}}";
    List<Double> some = rates(plan(keys, "draws: 20"));
    assertEquals(some, rates(plan(keys, "draws: 20")));
    assertEquals(some, rates(plan(keys, "draws: 60")).subList(0, 20));
    assertNotEquals(some, rates(plan(keys, "draws: 20", "draw-seed: 2")));
    String fewer = "set: {training.optimizer.learning-rate: {log-uniform: [1e-4, 1e-1]}}";
    assertEquals(some, rates(plan(fewer, "draws: 20")), "another key changes nothing");
  }

  @Test
  void drawnNumbersLieBetweenTheirEndsInTheOrdersOfMagnitudeAlike() throws IOException {
    SweepPlan plan =
        plan(
            "set: {training.optimizer.learning-rate: {log-uniform: [1e-4, 1e-1]},"
                + " network.units: {integers: [4, 6]}, network.dropout: {uniform: [0, 0.5]},"
                + " network.cell: {choices: [rnn, gru]}}",
            "draws: 600");
    List<Double> rates = rates(plan);
    assertTrue(rates.stream().allMatch(rate -> rate >= 1e-4 && rate <= 1e-1));
    for (double low : new double[] {1e-4, 1e-3, 1e-2}) {
      long count = rates.stream().filter(rate -> rate >= low && rate < low * 10).count();
      assertTrue(count > 150 && count < 250, count + " from " + low);
    }
    for (int units = 4; units <= 6; units++) {
      int wanted = units;
      long count =
          plan.members().stream().filter(any -> any.config().network().units() == wanted).count();
      assertTrue(count > 150 && count < 250, count + " of " + units);
    }
    double dropout =
        plan.members().stream()
            .mapToDouble(member -> member.config().network().dropout())
            .average()
            .orElseThrow();
    assertEquals(0.25, dropout, 0.03);
    long gru = plan.members().stream().filter(any -> any.name().contains("cell-gru")).count();
    assertTrue(gru > 240 && gru < 360, gru + " gru");
  }

  @Test
  void everyCombinationOfListsMeetsTheSameDraws() throws IOException {
    List<Double> rates =
        rates(
            plan(
                "set: {network.units: [4, 8],"
                    + " training.optimizer.learning-rate: {uniform: [0.01, 0.1]}}",
                "draws: 5"));
    assertEquals(10, rates.size());
    assertEquals(rates.subList(0, 5), rates.subList(5, 10));
    assertEquals(5, new HashSet<>(rates).size());
  }

  @Test
  void namesAreSafeShortAndUnlikeOneAnother() throws IOException {
    SweepPlan plan =
        plan(
            "set:",
            "  task.text: ['a/b', 'a b', 'A:B', '..', '../x', '" + "long ".repeat(50) + "', 'é']",
            "  training.optimizer: [{type: sgd, learning-rate: 0.1}, adam]",
            "seeds: 2");
    List<String> names = names(plan);
    assertEquals(28, names.size());
    assertEquals(
        28,
        new HashSet<>(names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()).size());
    names.forEach(name -> assertTrue(name.matches("[A-Za-z][A-Za-z0-9._-]{1,150}"), name));
    names.forEach(name -> assertTrue(!name.endsWith(".") && !name.contains(".."), name));
    assertEquals("text-a-b_optimizer-type-sgd-learning-rate-0.1_seed-7", names.get(0));
  }

  @Test
  void keysThatEndAlikeAreNamedWhole() throws IOException {
    SweepPlan plan =
        plan("set: {training.optimizer.type: [adam], training.schedule.type: [constant]}");
    assertEquals(
        List.of("training.optimizer.type-adam_training.schedule.type-constant_seed-7"),
        names(plan));
  }

  @Test
  void anExperimentOfAFileIsReadBesideTheSweepAndItsFilesStayItsOwn() throws IOException {
    Path file = folder.resolve("sweep.yaml");
    Path config = CommandLineRun.project("app/configs/smoke/character-language-model-gru.yaml");
    Files.writeString(file, "config: " + folder.relativize(config) + "\nseeds: 2\n");
    SweepPlan plan = SweepPlan.read(file);
    assertEquals(3, plan.members().get(0).config().training().seed());
    ExperimentConfig whole =
        ExperimentConfig.read(config, List.of()).withFilesIn(config.getParent());
    assertEquals(whole.task(), plan.members().get(0).config().task());
  }

  @Test
  void mistakesOfTheSweepAreToldAllAtOnceWithTheirLines() throws IOException {
    assertEquals(
        """
        my.yaml:3: set.network.units: expected at least one value, found an empty list
        my.yaml:4: set.network.cell: stands twice in the list: gru
        my.yaml:5: set.network.dropout: unknown: unifrom; did you mean uniform? expected one value, \
        a list of values (keys that belong together too: [{...}]), or one of uniform, log-uniform, \
        integers, choices
        my.yaml:6: set.network.layers: integers: expected whole numbers, found [1, 2.5]
        my.yaml:7: set.training.clip-norm: log-uniform: expected ends above 0, found [0, 1]
        my.yaml:8: set.training.patience: integers: expected the lower end first, found [3, 3]
        my.yaml:9: set.training.seed: comes from seeds, a list of them or their number
        my.yaml:10: set.network.units: stands twice; the first is in line 3
        my.yaml:12: seeds: expected a number of seeds from 1 to 1000, or a list of seeds, found 0\
        """
            .strip(),
        refusal(
            "set:",
            "  network.units: []",
            "  network.cell: [gru, rnn, gru]",
            "  network.dropout: {unifrom: [0, 1]}",
            "  network.layers: {integers: [1, 2.5]}",
            "  training.clip-norm: {log-uniform: [0, 1]}",
            "  training.patience: {integers: [3, 3]}",
            "  training.seed: [1, 2]",
            "  network.units: [4]",
            "draws: 2",
            "seeds: 0"));
  }

  @Test
  void drawsGoWithKeysThatDraw() throws IOException {
    assertEquals(
        "my.yaml:2: draws: no key of set draws values; expected one of uniform, log-uniform,"
            + " integers, choices",
        refusal("set: {network.units: [4]}", "draws: 3"));
    assertEquals(
        "my.yaml:2: set.network.units: draws values; expected a number of them in the sweep's"
            + " draws",
        refusal("set: {network.units: {integers: [4, 8]}}"));
  }

  @Test
  void unknownKeysOfTheSweepAreHinted() throws IOException {
    assertEquals("my.yaml:2: seed: unknown key; did you mean seeds?", refusal("seed: 3"));
  }

  @Test
  void wrongKeysAndValuesOfMembersAreToldOnceWithWhoseTheyAre() throws IOException {
    assertEquals(
        """
        my.yaml:3: network.unit: unknown key; did you mean network.units?
        my.yaml:4: network.cell: unknown: lstn; did you mean lstm? expected rnn, lstm, gru \
        (in network.unit=4, network.cell=lstn, network.dropout=0.1 and 3 more)
        my.yaml:5: network.dropout: must be less than 1, found 1.5 \
        (in network.unit=4, network.cell=lstn, network.dropout=1.5 and 3 more)\
        """
            .strip(),
        refusal(
            "set:",
            "  network.unit: [4, 8]",
            "  network.cell: [lstn, gru]",
            "  network.dropout: [0.1, 1.5]"));
  }

  @Test
  void whatIsNoExperimentIsSaid() throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "config: nowhere.yaml\n");
    assertEquals(
        folder.resolve("nowhere.yaml") + ": no such file",
        assertThrows(UserException.class, () -> SweepPlan.read(file)).getMessage());
    Files.writeString(file, "config: [a]\n");
    assertEquals(
        file + ":1: config: expected a file, or keys and values, found a list",
        assertThrows(UserException.class, () -> SweepPlan.read(file)).getMessage());
  }

  @Test
  void tooManyMembersAreRefusedBeforeTheyAreMade() throws IOException {
    assertEquals(
        "my.yaml:2: set: values, draws and seeds make more than 10,000 members",
        refusal(
            "set: {network.units: {integers: [1, 100]}, network.layers: [1, 2]}",
            "draws: 10000",
            "seeds: 1000"));
  }
}
