package unroll.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import unroll.config.UserException;

/**
 * result.json of a run or of a cross-validation, read as a file from a stranger. A figure that
 * there was not is NaN.
 *
 * @param ending why the training ended; empty for a cross-validation
 * @param steps optimizer steps, 0 for a cross-validation
 * @param parameters of the network; empty where the file does not say it
 * @param splits the best model's metrics by split
 * @param baselines method, then split, then metric
 * @param folds metrics on the test part of every fold; empty if this is no cross-validation
 */
public record RunResult(
    Optional<String> ending,
    int steps,
    OptionalLong parameters,
    Map<String, Map<String, Double>> splits,
    Map<String, Map<String, Map<String, Double>>> baselines,
    Map<String, Map<String, Double>> folds) {

  private static final int LARGEST_FILE = 1 << 22;
  private static final int DEEPEST = 10;
  private static final List<String> SPLITS = List.of("training", "validation", "test");
  private static final String TEST = "test";

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @throws UserException naming the line or the key that is not as {@code unroll train} writes it
   */
  static RunResult read(Path file) {
    JsonNode json = parse(file);
    requireObject(file, "the whole", json);
    boolean hasFolds = json.has("folds");
    Map<String, Map<String, Double>> splits = new LinkedHashMap<>();
    for (String split : SPLITS) {
      if (json.has(split)) {
        splits.put(split, metrics(file, split, json.get(split)));
      }
    }
    if (splits.isEmpty()) {
      throw new UserException(file + ": expected metrics of a split: " + String.join(", ", SPLITS));
    }
    Map<String, Map<String, Map<String, Double>>> baselines = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> method : entries(file, "baselines", json.get("baselines"))) {
      String key = "baselines." + method.getKey();
      baselines.put(
          method.getKey(),
          hasFolds
              ? Map.of(TEST, metrics(file, key, method.getValue()))
              : groups(file, key, method.getValue()));
    }
    return hasFolds
        ? new RunResult(
            Optional.empty(),
            0,
            OptionalLong.empty(),
            splits,
            baselines,
            groups(file, "folds", json.get("folds")))
        : new RunResult(
            Optional.of(ending(file, json)),
            steps(file, json),
            parameters(file, json),
            splits,
            baselines,
            Map.of());
  }

  private static JsonNode parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new UserException(file + ": too large for a result.json");
      }
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UserException(
          "%s, line %d: not JSON: %s".formatted(file, line, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String ending(Path file, JsonNode json) {
    JsonNode ending = json.path("ending");
    if (!ending.isTextual()) {
      throw wrong(file, "ending", "a text", ending);
    }
    return ending.textValue();
  }

  private static int steps(Path file, JsonNode json) {
    JsonNode steps = json.path("steps");
    if (!steps.isInt() || steps.intValue() < 0) {
      throw wrong(file, "steps", "a whole number from 0", steps);
    }
    return steps.intValue();
  }

  private static OptionalLong parameters(Path file, JsonNode json) {
    JsonNode parameters = json.path("parameters");
    if (parameters.isMissingNode()) {
      return OptionalLong.empty();
    } else if (!parameters.canConvertToLong()
        || !parameters.isIntegralNumber()
        || parameters.longValue() < 0) {
      throw wrong(file, "parameters", "a whole number from 0", parameters);
    }
    return OptionalLong.of(parameters.longValue());
  }

  private static Map<String, Map<String, Double>> groups(Path file, String key, JsonNode json) {
    Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(file, key, json)) {
      String name = entry.getKey();
      groups.put(name, metrics(file, key + "." + name, entry.getValue()));
    }
    return groups;
  }

  private static Map<String, Double> metrics(Path file, String key, JsonNode json) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(file, key, json)) {
      JsonNode value = entry.getValue();
      if (!value.isNumber() && !value.isNull()) {
        throw wrong(file, key + "." + entry.getKey(), "a number or null", value);
      }
      metrics.put(entry.getKey(), value.isNull() ? Double.NaN : value.doubleValue());
    }
    return metrics;
  }

  private static Iterable<Map.Entry<String, JsonNode>> entries(
      Path file, String key, JsonNode json) {
    requireObject(file, key, json);
    return json.properties();
  }

  private static void requireObject(Path file, String key, JsonNode json) {
    if (json == null || !json.isObject()) {
      throw wrong(file, key, "an object", json);
    }
  }

  private static UserException wrong(Path file, String key, String expected, JsonNode found) {
    String what = found == null || found.isMissingNode() ? "nothing" : found.toString();
    return new UserException("%s: %s: expected %s, found %s".formatted(file, key, expected, what));
  }
}
