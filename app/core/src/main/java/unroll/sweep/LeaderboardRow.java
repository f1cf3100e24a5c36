package unroll.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A combination of values, over its seeds.
 *
 * @param rank from 1, the best; 0 if nothing is known of it
 * @param values YAML by dotted key
 * @param members all of its members
 * @param finished how many of them came to their end, which the figures are of
 * @param failed how many did not
 * @param parameters of the network; empty while nobody has said it
 * @param secondsPerEpoch of the training, evaluations included
 * @param spreads of every figure by its name
 */
public record LeaderboardRow(
    int rank,
    Map<String, String> values,
    int members,
    int finished,
    int failed,
    OptionalLong parameters,
    Spread secondsPerEpoch,
    Map<String, Spread> spreads) {

  static LeaderboardRow of(Map<SweepMember, MemberState> members, List<String> figures) {
    List<MemberFigures> reached = new ArrayList<>();
    members.values().forEach(state -> state.figures().ifPresent(reached::add));
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String figure : figures) {
      spreads.put(
          figure,
          Spread.of(
              reached.stream()
                  .map(one -> one.metrics().getOrDefault(figure, Double.NaN))
                  .toList()));
    }
    SweepMember first = members.keySet().iterator().next();
    return new LeaderboardRow(
        0,
        first.values(),
        members.size(),
        reached.size(),
        (int) members.values().stream().filter(MemberState.Failed.class::isInstance).count(),
        reached.isEmpty() ? OptionalLong.empty() : reached.get(0).parameters(),
        Spread.of(reached.stream().map(MemberFigures::secondsPerEpoch).toList()),
        spreads);
  }

  LeaderboardRow ranked(int place) {
    return new LeaderboardRow(
        place, values, members, finished, failed, parameters, secondsPerEpoch, spreads);
  }

  /** NaN where there is no such figure. */
  public Spread spread(String figure) {
    return spreads.getOrDefault(figure, Spread.of(List.of()));
  }
}
