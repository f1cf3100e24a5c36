package unroll.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import unroll.report.MetricDirection;

/** Leaderboards that no training was needed for. */
public final class SweepBoards {
  private static final String ACCURACY = "validation accuracy";

  private SweepBoards() {}

  private static MemberState reached(double accuracy, long parameters) {
    return new MemberState.Finished(
        new MemberFigures(
            Map.of(ACCURACY, accuracy, "test accuracy", accuracy - 0.05),
            OptionalLong.of(parameters),
            0.25 + accuracy / 10));
  }

  /**
   * Two members of each of four combinations: one finished, a second better, of a third one failed,
   * of a fourth nothing is known.
   */
  public static Path page(Path folder) throws IOException {
    Path file = folder.resolve("sizes.yaml");
    Files.writeString(
        file,
        """
        config: {name: hello, task: {type: character-language-model, text: hello}}
        set: {network.cell: [gru], network.units: [16, 8, 128, 64]}
        seeds: 2
        """);
    SweepPlan plan = SweepPlan.read(file);
    double deviation = Math.sqrt(0.5);
    List<MemberState> states =
        List.of(
            reached(0.8 + 0.01 * deviation, 1_216),
            reached(0.8 - 0.01 * deviation, 1_216),
            reached(0.9 + 0.02 * deviation, 416),
            reached(0.9 - 0.02 * deviation, 416),
            new MemberState.Waiting(),
            new MemberState.Stopped(),
            reached(0.7, 12_345),
            new MemberState.Failed("out of memory: <script>alert(1)</script>"));
    Map<SweepMember, MemberState> members = new LinkedHashMap<>();
    for (int i = 0; i < states.size(); i++) {
      members.put(plan.members().get(i), states.get(i));
    }
    Ranking ranking = new Ranking(ACCURACY, MetricDirection.LARGER);
    Path page = folder.resolve("leaderboard.html");
    Files.writeString(page, new LeaderboardPage(Leaderboard.of(plan, ranking, members)).html());
    return page;
  }
}
