package unroll.data.table;

import java.util.List;
import java.util.Set;
import unroll.config.InvalidKeyException;
import unroll.config.Key;

/** A column of a table that a network reads. */
public sealed interface Column {
  String column();

  /** A number, as one input: less its mean and divided by its deviation over the training rows. */
  record NumericColumn(@Key(doc = "name of a column of numbers", example = "age") String column)
      implements Column {}

  /** One word of several, as one input for every category: 1 for its own, else 0. */
  record CategoricalColumn(
      @Key(doc = "name of a column of words", example = "sex") String column,
      @Key(
              doc =
                  "its words, in the order of their inputs; []: those of the training rows, sorted",
              byDefault = "[]")
          List<String> categories)
      implements Column {

    public CategoricalColumn {
      categories = List.copyOf(categories);
      if (Set.copyOf(categories).size() < categories.size()) {
        throw new InvalidKeyException("categories", "a word stands twice; expected different ones");
      }
    }
  }
}
