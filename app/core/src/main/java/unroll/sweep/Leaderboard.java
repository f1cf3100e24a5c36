package unroll.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of a sweep beside one another.
 *
 * @param name of the sweep
 * @param keys that combinations differ in, dotted
 * @param figures names of all that members reached: split and metric, that which ranks first
 * @param rows a combination of values each, the best first; those that nothing is known of last
 * @param members how far each has come, in the order of the plan
 */
public record Leaderboard(
    String name,
    List<String> keys,
    Ranking ranking,
    List<String> figures,
    List<LeaderboardRow> rows,
    Map<SweepMember, MemberState> members) {

  private static final List<String> SPLITS = List.of("validation ", "test ", "training ");

  static Leaderboard of(SweepPlan plan, Ranking ranking, Map<SweepMember, MemberState> states) {
    Map<Integer, Map<SweepMember, MemberState>> combinations = new LinkedHashMap<>();
    states.forEach(
        (member, state) ->
            combinations
                .computeIfAbsent(member.combination(), unused -> new LinkedHashMap<>())
                .put(member, state));
    List<String> figures = figures(ranking, states);
    List<LeaderboardRow> rows = new ArrayList<>();
    combinations.values().forEach(members -> rows.add(LeaderboardRow.of(members, figures)));
    // Stable: what is equally good stays in the order of the plan.
    rows.sort(order(ranking));
    for (int i = 0; i < rows.size(); i++) {
      boolean isKnown = !Double.isNaN(rows.get(i).spread(ranking.figure()).mean());
      rows.set(i, rows.get(i).ranked(isKnown ? i + 1 : 0));
    }
    return new Leaderboard(
        plan.name(), plan.keys(), ranking, figures, List.copyOf(rows), new LinkedHashMap<>(states));
  }

  private static Comparator<LeaderboardRow> order(Ranking ranking) {
    return (one, other) -> {
      double value = one.spread(ranking.figure()).mean();
      double otherValue = other.spread(ranking.figure()).mean();
      if (ranking.isBetter(value, otherValue)) {
        return -1;
      }
      return ranking.isBetter(otherValue, value) ? 1 : 0;
    };
  }

  private static List<String> figures(Ranking ranking, Map<SweepMember, MemberState> states) {
    Set<String> found = new LinkedHashSet<>();
    states
        .values()
        .forEach(state -> state.figures().ifPresent(any -> found.addAll(any.metrics().keySet())));
    Set<String> ordered = new LinkedHashSet<>(List.of(ranking.figure()));
    for (String split : SPLITS) {
      found.stream().filter(figure -> figure.startsWith(split)).forEach(ordered::add);
    }
    return List.copyOf(ordered);
  }

  /** How many members are in a state of this word. */
  public long count(String word) {
    return members.values().stream().filter(state -> state.word().equals(word)).count();
  }

  /** Why members failed, by their names. */
  public Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    members.forEach(
        (member, state) -> {
          if (state instanceof MemberState.Failed failed) {
            failures.put(member.name(), failed.reason());
          }
        });
    return failures;
  }
}
