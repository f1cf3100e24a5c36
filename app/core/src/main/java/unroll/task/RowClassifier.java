package unroll.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.UserException;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.table.ColumnEncoder;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;

/**
 * Classifies rows: lines of a table below its header, or JSON objects of values by the names of the
 * columns.
 */
final class RowClassifier implements Predictor {
  private static final String SOURCE = "input";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final RecurrentNetwork network;
  private final ColumnEncoder encoder;
  private final List<String> classes;
  private final TableFormat format;

  /** The line that named the columns; null before it has come. */
  private String header;

  RowClassifier(
      RecurrentNetwork network, ColumnEncoder encoder, List<String> classes, TableFormat format) {
    this.network = network;
    this.encoder = encoder;
    this.classes = classes;
    this.format = format;
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    return row(line).map(this::answer);
  }

  @Override
  public Optional<ReadInput> read(String line) {
    return row(line)
        .map(
            row -> {
              float[] numbers = numbers(row);
              return new ReadInput(
                  RowData.shape(encoder, classes),
                  List.of(),
                  classes,
                  new SequenceExample(
                      new Frames(numbers, numbers.length), RowData.label(classes, 0)));
            });
  }

  private Optional<Row> row(String line) {
    if (line.startsWith("{")) {
      return Optional.of(fromJson(line));
    } else if (format.header() && header == null) {
      header = line;
      return Optional.empty();
    }
    return Optional.of(fromTable(line));
  }

  private Row fromTable(String line) {
    String text = format.header() ? header + "\n" + line : line;
    try (TableReader reader = TableReader.of(SOURCE, new StringReader(text), format)) {
      if (!reader.hasNext()) {
        throw new UserException("an empty line; expected a row");
      }
      Row row = reader.next();
      return new Row(row.header(), 0, row.values());
    }
  }

  private static Row fromJson(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      JsonNode object = JSON.readTree(line);
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isContainerNode()) {
                  throw new UserException(field.getKey() + ": expected one value");
                }
                JsonNode value = field.getValue();
                values.put(field.getKey(), value.isNull() ? "" : value.asText());
              });
    } catch (JsonProcessingException e) {
      throw new UserException("not a JSON object: " + e.getOriginalMessage(), e);
    }
    return Row.of(SOURCE, 0, values);
  }

  private float[] numbers(Row row) {
    return encoder.encodeWhole(row);
  }

  private Map<String, Object> answer(Row row) {
    double[] probabilities = probabilities(network, numbers(row));
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int id = 0; id < classes.size(); id++) {
      byClass.put(classes.get(id), probabilities[id]);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("label", classes.get(new Answers(new double[][] {probabilities}).best(0)));
    answer.put("probabilities", byClass);
    return answer;
  }

  /** The probability of every class. */
  static double[] probabilities(RecurrentNetwork network, float[] inputs) {
    INDArray features =
        Nd4j.createFromArray(inputs).reshape(1, inputs.length, 1).castTo(network.dataType());
    INDArray output = network.output(new DataSet(features, null));
    return ClassScorer.probabilities(output.reshape(output.size(1)).toDoubleVector());
  }
}
