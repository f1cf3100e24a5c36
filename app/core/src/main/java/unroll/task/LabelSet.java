package unroll.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.Vocabulary;

/** The labels there may be: those a configuration gives, else all that its training files have. */
final class LabelSet {
  private static final int MOST = 1000;
  private static final int LONGEST = 1000;
  private static final int MOST_SHOWN = 20;

  private final List<String> given;
  private final String background;
  private final Map<String, String> known = new TreeMap<>();
  private boolean open;

  /**
   * @param given in the order of their ids; empty: those to come
   * @param background one that there is anyway; null: none
   */
  LabelSet(List<String> given, String background) {
    this.given = given;
    this.background = background;
    this.open = given.isEmpty();
    given.forEach(label -> known.put(label, label));
    if (background != null) {
      known.put(background, background);
    }
  }

  /**
   * The one copy of a label that is kept.
   *
   * @param place where it was found
   * @throws UserException if it is none of the labels
   */
  String canonical(String label, String place) {
    String copy = known.get(label);
    if (copy != null) {
      return copy;
    } else if (label.isEmpty()) {
      throw new UserException(place + ": empty, expected a label");
    } else if (!open) {
      throw unknown(label, place);
    } else if (label.length() > LONGEST) {
      throw new UserException(
          "%s: a text of %d characters, expected a label of at most %d"
              .formatted(place, label.length(), LONGEST));
    } else if (known.size() == MOST) {
      throw new UserException(place + ": more than %d different labels".formatted(MOST));
    }
    known.put(label, label);
    return label;
  }

  private UserException unknown(String label, String place) {
    String found = Vocabulary.escape(label.substring(0, Math.min(label.length(), LONGEST)));
    String hint =
        known.size() <= MOST_SHOWN
            ? Words.hint(label, classes())
            : Words.nearest(label, classes())
                .map(near -> "did you mean " + near + "?")
                .orElse("expected one of " + known.size());
    String whose = given.isEmpty() ? ", the labels of the training files" : "";
    return new UserException("%s: unknown label %s; %s%s".formatted(place, found, hint, whose));
  }

  /**
   * From now on no others are known.
   *
   * @throws UserException if there are fewer than two
   */
  void close() {
    open = false;
    if (known.size() < 2) {
      throw new UserException(
          "task.train: its files have one label only, %s; expected at least two"
              .formatted(String.join("", known.keySet())));
    }
  }

  /** Whether labels that come are known from then on. */
  boolean isOpen() {
    return open;
  }

  /** The label of steps where nothing happens; null: there is none. */
  String background() {
    return background;
  }

  /** The labels in the order of their ids. */
  List<String> classes() {
    return given.isEmpty() ? new ArrayList<>(known.keySet()) : given;
  }
}
