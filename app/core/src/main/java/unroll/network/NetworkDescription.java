package unroll.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;
import unroll.config.UserException;
import unroll.layers.EncoderDecoder;
import unroll.layers.Gru;
import unroll.layers.Lstm;
import unroll.layers.Orthogonal;
import unroll.layers.ParallelAdam;
import unroll.layers.Rnn;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

/**
 * A network's configuration out of DL4J's JSON from a stranger. DL4J makes objects of whatever
 * class the JSON names, so the names are compared with a list before DL4J sees them; and what it
 * makes must be all that the JSON says.
 *
 * @param parameters numbers that the network is made of
 */
record NetworkDescription(MultiLayerConfiguration configuration, long parameters) {
  /** Classes that networks of this program consist of. */
  private static final Set<String> CLASSES =
      Stream.of(
              SymbolEmbedding.class,
              StepEncoder.class,
              Rnn.class,
              Lstm.class,
              Gru.class,
              EncoderDecoder.class,
              SequenceOutput.class,
              Orthogonal.class,
              WeightInitXavier.class,
              ActivationTanH.class,
              ActivationReLU.class,
              ActivationSigmoid.class,
              Dropout.class,
              Sgd.class,
              Nesterovs.class,
              ParallelAdam.class,
              RmsProp.class,
              AdaGrad.class,
              WeightDecay.class,
              FixedSchedule.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  /** Keys by which DL4J's classes ask for others. */
  private static final Set<String> CLASS_KEYS = Set.of("@class", "type");

  private static final int DEEPEST = 32;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(40)
                          .maxNameLength(100)
                          .maxStringLength(1000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @param name what to call the JSON in messages
   * @throws UserException if it is not the configuration of a network that this program makes
   */
  static NetworkDescription read(String name, byte[] json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (IOException e) {
      String reason = e.getMessage().lines().findFirst().orElse("");
      throw new UserException(name + ": not JSON as expected: " + reason, e);
    }
    requireKnownClasses(name, "", tree);
    try {
      MultiLayerConfiguration configuration =
          NeuralNetConfiguration.mapper()
              .readValue(JSON.writeValueAsString(tree), MultiLayerConfiguration.class);
      requireNothingLost(name, "", tree, JSON.readTree(configuration.toJson()));
      return new NetworkDescription(configuration, new NetworkSizes(configuration).parameters());
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(name + ": not a network of this program: " + reason, e);
    }
  }

  private static void requireKnownClasses(String name, String path, JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        JsonNode value = field.getValue();
        boolean isClass = CLASS_KEYS.contains(field.getKey()) || field.getKey().startsWith("@");
        if (isClass && !(value.isTextual() && CLASSES.contains(value.textValue()))) {
          throw new UserException(
              "%s: %s: class %s is none that a network of this program consists of"
                  .formatted(name, join(path, field.getKey()), shown(value)));
        }
        requireKnownClasses(name, join(path, field.getKey()), value);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        requireKnownClasses(name, path + "[" + i + "]", node.get(i));
      }
    }
  }

  /** DL4J ignores what it does not know, and puts a default where it understands nothing. */
  private static void requireNothingLost(
      String name, String path, JsonNode given, JsonNode understood) {
    boolean isSame =
        given.isContainerNode()
            ? understood != null && given.getNodeType() == understood.getNodeType()
            : given.equals(understood);
    if (!isSame || (given.isArray() && given.size() != understood.size())) {
      throw new UserException(
          "%s: %s: not of a network of this program: %s"
              .formatted(name, path.isEmpty() ? "the whole" : path, shown(given)));
    }
    if (given.isObject()) {
      for (Map.Entry<String, JsonNode> field : given.properties()) {
        String key = field.getKey();
        requireNothingLost(name, join(path, key), field.getValue(), understood.get(key));
      }
    } else {
      for (int i = 0; i < given.size(); i++) {
        requireNothingLost(name, path + "[" + i + "]", given.get(i), understood.get(i));
      }
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }
}
