package unroll.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.layers.Layer;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

/** What people call the parameters of a layer. */
final class ParameterName {
  private static final Pattern OF_FRAMES = Pattern.compile("([ch])([Wb])(\\d+)");
  private static final Pattern OF_STACK = Pattern.compile("([edhc])(\\d+)\\.(.+)");

  private ParameterName() {}

  /**
   * @param key as DL4J has it
   */
  static String of(Layer layer, String key) {
    if (layer instanceof RecurrentCell cell) {
      return ofCell(cell, key);
    } else if (layer instanceof EncoderDecoder stacks) {
      return ofStacks(stacks, key);
    } else if (layer instanceof StepEncoder) {
      return ofFrames(key);
    }
    return switch (key) {
      case "W" -> layer instanceof SymbolEmbedding ? "vectors" : "weights";
      case "b" -> "bias";
      default -> key;
    };
  }

  private static String ofCell(RecurrentCell cell, String key) {
    if (cell.readsBothWays()) {
      return (key.startsWith("f") ? "forward " : "backward ") + ofDirection(key.substring(1));
    }
    return ofDirection(key);
  }

  private static String ofDirection(String key) {
    return switch (key) {
      case "W" -> "input weights";
      case "RW" -> "recurrent weights";
      case "b" -> "bias";
      case "rb" -> "recurrent bias";
      default -> key;
    };
  }

  private static String ofStacks(EncoderDecoder stacks, String key) {
    Matcher ofStack = OF_STACK.matcher(key);
    if (ofStack.matches()) {
      int layer = Integer.parseInt(ofStack.group(2));
      String rest = ofStack.group(3);
      return switch (ofStack.group(1)) {
        case "e" ->
            "encoder layer %d, %s"
                .formatted(layer + 1, ofCell(stacks.getEncoder().get(layer), rest));
        case "d" ->
            "decoder layer %d, %s"
                .formatted(layer + 1, ofCell(stacks.getDecoder().get(layer), rest));
        case "h" -> "bridge to decoder layer %d, %s".formatted(layer + 1, ofDense(rest));
        default ->
            "bridge of cell states to decoder layer %d, %s".formatted(layer + 1, ofDense(rest));
      };
    }
    return switch (key) {
      case "a.W" -> "attention weights";
      case "a.QW" -> "attention, weights of the decoder's state";
      case "a.KW" -> "attention, weights of the encoder's states";
      case "a.vW" -> "attention, weights of the score";
      case "o.W" -> "combination of context and state, weights";
      case "o.b" -> "combination of context and state, bias";
      default -> key;
    };
  }

  private static String ofDense(String key) {
    return key.equals("W") ? "weights" : "bias";
  }

  private static String ofFrames(String key) {
    Matcher of = OF_FRAMES.matcher(key);
    if (of.matches()) {
      return "%s of %s %d"
          .formatted(
              of.group(2).equals("W") ? "weights" : "bias",
              of.group(1).equals("c") ? "convolution" : "dense layer",
              Integer.parseInt(of.group(3)) + 1);
    }
    return switch (key) {
      case "S" -> "vectors of symbols";
      case "W" -> "weights";
      case "b" -> "bias";
      default -> key;
    };
  }
}
