package unroll.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How the values of a column become inputs of a network; stored with a model as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "numeric", value = FittedNumbers.class),
  @JsonSubTypes.Type(name = "categorical", value = FittedCategories.class)
})
sealed interface FittedColumn permits FittedNumbers, FittedCategories {
  String column();

  /** Number of inputs. */
  int width();

  /** What each input stands for. */
  List<String> inputs();

  /**
   * Writes the inputs of a row whose value is there, from {@code at} on.
   *
   * @throws unroll.config.UserException if the value cannot be an input
   */
  void encode(Row row, float[] inputs, int at);

  /** Writes the inputs of a row whose value is missing: their means over the training rows. */
  void encodeMissing(float[] inputs, int at);
}
