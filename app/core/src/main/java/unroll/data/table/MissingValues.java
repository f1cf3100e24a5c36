package unroll.data.table;

import java.util.List;
import unroll.config.Key;
import unroll.config.UserException;

/** How a table says that a value is missing, and what to do about it. */
public record MissingValues(
    @Key(
            doc = "what stands in a field whose value is missing; spaces around do not matter",
            byDefault = "[\"\", NA]")
        List<String> words,
    @Key(
            doc =
                "what becomes of a missing input; indicator: its mean, and one more input says so",
            byDefault = "refuse")
        MissingPolicy policy) {

  public MissingValues {
    words = words.stream().map(String::strip).distinct().toList();
  }

  /**
   * @throws UserException if one of these words of a column stands for a missing value
   */
  void requirePresent(String column, List<String> present) {
    for (String word : present) {
      if (isMissing(word)) {
        throw new UserException(
            "column %s: the word %s stands for a missing value; expected another one"
                .formatted(Excerpt.of(column), Excerpt.quoted(word)));
      }
    }
  }

  /** Whether what stands in a field stands for no value. */
  public boolean isMissing(String value) {
    return words.contains(value.strip());
  }
}
