package unroll.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.data.DataRoot;

/** The order of a sweep, with members that are trained within this process. */
class SweepTest {
  private static final MemberRunner HERE =
      (member, folder, stop) -> {
        if (stop.getAsBoolean()) {
          return new MemberEnding.Stopped();
        }
        CommandLineRun run =
            CommandLineRun.of(
                "train",
                folder.config(member).toString(),
                "--out",
                folder.run(member).toString(),
                "--resume");
        return run.code() == 0
            ? new MemberEnding.Finished()
            : new MemberEnding.Failed(run.err().strip());
      };

  @TempDir private Path folder;

  /** Trains so many members, and is stopped then. */
  private static MemberRunner stoppedAfter(int most) {
    AtomicInteger begun = new AtomicInteger();
    return (member, folder, stop) ->
        begun.getAndIncrement() < most
            ? HERE.run(member, folder, stop)
            : new MemberEnding.Stopped();
  }

  /** Keeps what it is told. */
  private static final class Listener implements SweepObserver {
    private final List<String> told = new ArrayList<>();

    @Override
    public void began(SweepPlan plan, Ranking ranking, int kept) {
      told.add(kept + " kept, by " + ranking.figure());
    }

    @Override
    public void ended(SweepMember member, MemberState state, int done) {
      told.add(done + " " + member.name() + " " + state.word());
    }

    @Override
    public boolean stopRequested() {
      return false;
    }
  }

  private SweepPlan plan(String... lines) throws IOException {
    Path file = folder.resolve("sweep.yaml");
    String config = CommandLineRun.project("app/configs/hello.yaml").toString();
    Files.writeString(file, "config: " + config + "\n" + String.join("\n", lines) + "\n");
    return SweepPlan.read(file);
  }

  private Leaderboard run(SweepPlan plan, MemberRunner runner, boolean resumes, Listener listener) {
    return new Sweep(plan, folder.resolve("out"), new DataRoot(folder), runner)
        .run(1, resumes, listener);
  }

  private static List<Map<String, String>> table(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      assertEquals(names.length, cells.length, line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private JsonNode result(String member) throws IOException {
    Path file = folder.resolve("out/members").resolve(member).resolve("result.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void theLeaderboardHasTheFiguresOfTheResultsAndRanksTheirMeans() throws IOException {
    SweepPlan plan = plan("set: {network.units: [2, 12], training.epochs: 30}", "seeds: 3");
    Leaderboard board = run(plan, HERE, false, new Listener());
    assertEquals("training nats-per-character", board.ranking().figure());
    List<Map<String, String>> members = table(folder.resolve("out/members.csv"));
    assertEquals(6, members.size());
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Map<String, String> member : members) {
      JsonNode result = result(member.get("member"));
      result
          .get("training")
          .properties()
          .forEach(
              metric ->
                  assertEquals(
                      metric.getValue().doubleValue(),
                      Double.parseDouble(member.get("training-" + metric.getKey()))));
      assertEquals(result.get("parameters").asText(), member.get("parameters"));
      assertEquals("finished", member.get("state"));
      sums.merge(
          member.get("network.units"),
          result.at("/training/nats-per-character").doubleValue(),
          Double::sum);
    }
    List<Map<String, String>> rows = table(folder.resolve("out/leaderboard.csv"));
    assertEquals(List.of("1", "2"), rows.stream().map(row -> row.get("rank")).toList());
    assertEquals("12", rows.get(0).get("network.units"), "more units, a smaller loss");
    for (Map<String, String> row : rows) {
      double mean = sums.get(row.get("network.units")) / 3;
      assertEquals(mean, Double.parseDouble(row.get("training-nats-per-character")), 1e-12);
      assertTrue(Double.parseDouble(row.get("training-nats-per-character-deviation")) > 0);
      assertTrue(Double.parseDouble(row.get("seconds-per-epoch")) > 0);
      assertEquals("3", row.get("finished"));
    }
    assertTrue(Files.readString(folder.resolve("out/leaderboard.html")).contains("Sweep sweep"));
  }

  @Test
  void aMemberThatFailsIsListedAndTheOthersAreTrained() throws IOException {
    SweepPlan plan = plan("set: {network.units: [2, 3, 4], training.epochs: 2}", "seeds: 2");
    MemberRunner runner =
        (member, place, stop) ->
            member.name().equals("units-3_seed-8")
                ? new MemberEnding.Failed("its <b>process</b>, was killed")
                : HERE.run(member, place, stop);
    Listener listener = new Listener();
    Leaderboard board = run(plan, runner, false, listener);
    assertEquals(Map.of("units-3_seed-8", "its <b>process</b>, was killed"), board.failures());
    assertEquals(5, board.count("finished"));
    assertEquals("6 units-4_seed-8 finished", listener.told.get(6));
    Map<String, String> row =
        table(folder.resolve("out/leaderboard.csv")).stream()
            .filter(one -> one.get("network.units").equals("3"))
            .findFirst()
            .orElseThrow();
    assertEquals("1", row.get("finished"));
    assertEquals("1", row.get("failed"));
    assertEquals("", row.get("training-accuracy-deviation"));
    Map<String, String> failed = table(folder.resolve("out/members.csv")).get(3);
    assertEquals("\"its <b>process</b>, was killed\"", failed.get("reason"));
    String page = Files.readString(folder.resolve("out/leaderboard.html"));
    assertTrue(page.contains("its &lt;b&gt;process&lt;/b&gt;, was killed"));
  }

  @Test
  void aStoppedSweepGoesOnWithWhatIsNotFinished() throws IOException {
    SweepPlan plan = plan("set: {network.units: [2, 3, 4], training.epochs: 2}");
    Leaderboard board = run(plan, stoppedAfter(1), false, new Listener());
    assertEquals(1, board.count("finished"));
    assertEquals(2, board.count("stopped"));
    byte[] before =
        Files.readAllBytes(folder.resolve("out/members/units-2_seed-7/provenance.json"));
    assertEquals(
        folder.resolve("out") + ": holds a sweep already; choose another --out, or --resume it",
        assertThrows(UserException.class, () -> run(plan, HERE, false, new Listener()))
            .getMessage());

    Listener listener = new Listener();
    assertEquals(3, run(plan, HERE, true, listener).count("finished"));
    assertEquals(
        List.of(
            "1 kept, by training nats-per-character",
            "2 units-3_seed-7 finished",
            "3 units-4_seed-7 finished"),
        listener.told);
    assertEquals(
        new String(before),
        Files.readString(folder.resolve("out/members/units-2_seed-7/provenance.json")));
  }

  @Test
  void aSweepThatGrowsKeepsItsMembersAndOneThatChangesIsRefused() throws IOException {
    run(plan("set: {network.units: [2], training.epochs: 2}"), HERE, false, new Listener());
    SweepPlan grown = plan("set: {network.units: [2, 3], training.epochs: 2}", "seeds: 2");
    Listener listener = new Listener();
    assertEquals(4, run(grown, HERE, true, listener).count("finished"));
    assertTrue(listener.told.get(0).startsWith("1 kept"), listener.told.toString());

    SweepPlan longer = plan("set: {network.units: [2], training.epochs: 3}");
    listener = new Listener();
    run(longer, HERE, true, listener);
    assertTrue(listener.told.get(0).startsWith("0 kept"), "two epochs are not three");

    SweepPlan other = plan("set: {network.units: [2], training.epochs: 3, network.layers: 2}");
    String message =
        assertThrows(UserException.class, () -> run(other, HERE, true, new Listener()))
            .getMessage();
    assertTrue(
        message.endsWith(
            "was begun with another configuration; it can go on only with the same network.layers"),
        message);
  }

  @Test
  void whatIsToRankMustBeThere() throws IOException {
    SweepPlan none = plan("rank-by: validation loss");
    assertEquals(
        "rank-by: unknown: validation loss; expected training nats-per-character, training"
            + " bits-per-character, training perplexity, training accuracy",
        assertThrows(UserException.class, () -> run(none, HERE, false, new Listener()))
            .getMessage());
    assertFalse(Files.exists(folder.resolve("out")), "nothing is made before it is known");
    SweepPlan unreached = plan("rank-by: training bleu", "set: {training.epochs: 1}");
    String message =
        assertThrows(UserException.class, () -> run(unreached, HERE, false, new Listener()))
            .getMessage();
    assertTrue(message.startsWith("rank-by: no member reaches: training bleu"), message);
  }

  @Test
  void theSampleComparesCellsAndSizes() throws IOException {
    SweepPlan plan = SweepPlan.read(CommandLineRun.project("app/configs/sweeps/cells.yaml"));
    assertEquals(12, plan.members().size());
    assertEquals(Optional.of("validation auc"), plan.rankBy());
    Leaderboard board = run(plan, HERE, false, new Listener());
    assertEquals(12, board.count("finished"));
    assertEquals(6, board.rows().size());
    double best = board.rows().get(0).spread("validation auc").mean();
    assertTrue(best > board.rows().get(5).spread("validation auc").mean());
    assertTrue(best > 0.7, "best AUC " + best);
  }
}
