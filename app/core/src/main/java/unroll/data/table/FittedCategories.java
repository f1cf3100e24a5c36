package unroll.data.table;

import java.util.List;
import java.util.Set;

/**
 * Categories as one input each, 1 for that of the row and 0 for the others.
 *
 * @param shares of the training rows that each category had
 */
record FittedCategories(String column, List<String> categories, List<Double> shares)
    implements FittedColumn {
  FittedCategories {
    categories = List.copyOf(categories);
    shares = List.copyOf(shares);
    if (categories.isEmpty() || Set.copyOf(categories).size() != categories.size()) {
      throw new IllegalArgumentException(
          "column " + Excerpt.of(column) + " needs categories, each once");
    } else if (shares.size() != categories.size()
        || !shares.stream().allMatch(share -> share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "column " + Excerpt.of(column) + " needs a share from 0 to 1 for every category");
    }
  }

  @Override
  public int width() {
    return categories.size();
  }

  @Override
  public List<String> inputs() {
    return categories.stream().map(category -> column + "=" + category).toList();
  }

  @Override
  public void encode(Row row, float[] inputs, int at) {
    int category = categories.indexOf(row.value(column));
    if (category < 0) {
      throw row.unknownWord(column, categories);
    }
    for (int i = 0; i < categories.size(); i++) {
      inputs[at + i] = i == category ? 1 : 0;
    }
  }

  @Override
  public void encodeMissing(float[] inputs, int at) {
    for (int i = 0; i < shares.size(); i++) {
      inputs[at + i] = shares.get(i).floatValue();
    }
  }
}
