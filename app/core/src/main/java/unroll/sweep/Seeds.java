package unroll.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import unroll.config.ConfigException.Problem;
import unroll.config.ConfigNode;
import unroll.config.ConfigNode.Kind;
import unroll.config.ConfigNode.Scalar;
import unroll.config.ConfigNode.Sequence;

/**
 * The seeds that every combination is trained with.
 *
 * @param count how many
 * @param listed which; empty: those from the experiment's own on
 */
record Seeds(int count, List<Long> listed) {
  private static final int MOST = 1000;
  private static final String KEY = "seeds";

  /**
   * @param problems gets what is wrong
   */
  static Optional<Seeds> read(ConfigNode node, List<Problem> problems) {
    if (node instanceof Scalar scalar && whole(scalar).isPresent()) {
      long count = whole(scalar).get();
      if (count >= 1 && count <= MOST) {
        return Optional.of(new Seeds((int) count, List.of()));
      }
    } else if (node instanceof Sequence list) {
      return listed(list, problems);
    }
    return fail(
        node,
        "expected a number of seeds from 1 to %d, or a list of seeds, found %s"
            .formatted(MOST, node.flow()),
        problems);
  }

  private static Optional<Seeds> listed(Sequence list, List<Problem> problems) {
    List<Long> seeds = new ArrayList<>();
    for (ConfigNode item : list.items()) {
      Optional<Long> seed = item instanceof Scalar scalar ? whole(scalar) : Optional.empty();
      if (seed.isEmpty()) {
        return fail(item, "expected a whole number, found " + item.describe(), problems);
      } else if (seeds.contains(seed.get())) {
        return fail(item, "stands twice: " + item.describe(), problems);
      }
      seeds.add(seed.get());
    }
    return seeds.isEmpty() || seeds.size() > MOST
        ? fail(list, "expected 1 to %d seeds, found %,d".formatted(MOST, seeds.size()), problems)
        : Optional.of(new Seeds(seeds.size(), List.copyOf(seeds)));
  }

  private static Optional<Long> whole(Scalar scalar) {
    return scalar.kind() == Kind.INTEGER && scalar.text().matches("-?\\d{1,18}")
        ? Optional.of(Long.parseLong(scalar.text()))
        : Optional.empty();
  }

  private static Optional<Seeds> fail(ConfigNode node, String message, List<Problem> problems) {
    problems.add(new Problem(node.location(), KEY, message));
    return Optional.empty();
  }

  /**
   * @param first the experiment's own
   */
  List<Long> from(long first) {
    return listed.isEmpty() ? LongStream.range(first, first + count).boxed().toList() : listed;
  }
}
