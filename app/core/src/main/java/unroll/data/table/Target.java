package unroll.data.table;

import java.util.List;
import java.util.Set;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;

/** What is to be known of a row: one class of several. */
public sealed interface Target {
  /** The columns that decide the class, which are no fair inputs. */
  Set<String> columns();

  /**
   * How rows get their labels.
   *
   * @param training read only where the classes are those of the training rows
   * @throws UserException if there are fewer than two classes
   */
  Labels labels(MissingValues missing, Iterable<Row> training);

  /** The word in a column. */
  record CategoryTarget(
      @Key(doc = "name of the column that holds the class", example = "answer") String column,
      @Key(
              doc =
                  "the classes, in the order of their ids; []: those of the training rows, sorted",
              byDefault = "[]")
          List<String> classes)
      implements Target {

    public CategoryTarget {
      classes = List.copyOf(classes);
      if (classes.size() == 1 || Set.copyOf(classes).size() < classes.size()) {
        throw new InvalidKeyException("classes", "expected at least two different words");
      }
    }

    @Override
    public Set<String> columns() {
      return Set.of(column);
    }

    @Override
    public Labels labels(MissingValues missing, Iterable<Row> training) {
      missing.requirePresent(column, classes);
      List<String> words = classes.isEmpty() ? words(missing, training) : classes;
      return new CategoryLabels(column, words, missing);
    }

    private List<String> words(MissingValues missing, Iterable<Row> training) {
      CategoryCounts counts = new CategoryCounts(column, List.of());
      for (Row row : training) {
        if (!missing.isMissing(row.value(column))) {
          counts.add(row);
        }
      }
      List<String> words = counts.words();
      if (words.size() < 2) {
        throw new UserException(
            "column %s: the training rows hold %s; expected at least two classes"
                .formatted(
                    Excerpt.of(column),
                    words.isEmpty()
                        ? "missing values only"
                        : "one class only, " + Excerpt.quoted(words.get(0))));
      }
      return words;
    }
  }

  /** Whether a rule holds. */
  record RuleTarget(
      @Key(
              doc = "comparisons joined by and, or and parentheses",
              example = "\"BPSysAve >= 140 or BPDiaAve >= 90\"")
          String rule,
      @Key(
              doc = "two words: what a row is where the rule does not hold, and where it does",
              byDefault = "[\"no\", \"yes\"]")
          List<String> classes)
      implements Target {

    public RuleTarget {
      classes = List.copyOf(classes);
      if (classes.size() != 2 || classes.get(0).equals(classes.get(1))) {
        throw new InvalidKeyException("classes", "expected two different words");
      }
      try {
        Rule.parse(rule);
      } catch (UserException e) {
        throw new InvalidKeyException("rule", e.getMessage());
      }
    }

    @Override
    public Set<String> columns() {
      return Rule.parse(rule).columns();
    }

    @Override
    public Labels labels(MissingValues missing, Iterable<Row> training) {
      return new RuleLabels(Rule.parse(rule), classes, missing);
    }
  }
}
