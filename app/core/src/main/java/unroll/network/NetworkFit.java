package unroll.network;

import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.layers.Attention;
import unroll.layers.Pooling;

/** Whether the keys of a network fit what it is to read and to answer. */
final class NetworkFit {
  private final NetworkConfig config;
  private final DataShape shape;

  NetworkFit(NetworkConfig config, DataShape shape) {
    this.config = config;
    this.shape = shape;
  }

  /**
   * @throws UserException naming the key that does not
   */
  void require() {
    requireInput();
    requireOutput();
    requireDirections();
    requireDecoder();
  }

  private void requireInput() {
    boolean isMixed = shape.input() instanceof Channel.Mixed;
    if (config.embedding() > 0 && shape.input() instanceof Channel.Numeric) {
      throw misfit("embedding", "the input is numbers, not symbols; expected 0");
    } else if (config.embedding() == 0 && isMixed) {
      throw misfit(
          "embedding", "frames are encoded into a vector; expected how many numbers, not 0");
    } else if (!isMixed && !config.encoder().isPlain()) {
      throw misfit("encoder", "the input is no frames that could be encoded");
    } else if (config.inputDropout() > 0 && config.embedding() == 0 && shape.input().isSymbols()) {
      throw misfit("input-dropout", "one-hot vectors cannot be dropped; give an embedding");
    }
    if (shape.input() instanceof Channel.Mixed mixed) {
      config.encoder().requireFit(mixed.frame());
    }
  }

  private void requireOutput() {
    boolean isFedBack = shape.feedback().isPresent() && !(shape.input() instanceof Channel.Mixed);
    if (config.tiedEmbedding() && !shape.labels().equals(shape.input()) && !isFedBack) {
      throw misfit("tied-embedding", "the labels are not symbols of the input");
    } else if (config.labelSmoothing() > 0 && !shape.labels().isSymbols()) {
      throw misfit("label-smoothing", "the labels are not one of several classes");
    } else if (config.pooling() != Pooling.LAST && shape.topology() != Topology.MANY_TO_ONE) {
      throw misfit("pooling", "goes with a task that has one label a sequence; expected last");
    }
  }

  private void requireDirections() {
    if (!config.bidirectional() || shape.topology() == Topology.ENCODER_DECODER) {
      return;
    } else if (shape.feedback().isPresent()) {
      throw misfit(
          "bidirectional", "this task continues its own output, which has no end to read from");
    } else if (shape.topology() == Topology.ONE_TO_MANY || shape.topology().isDelayed()) {
      throw misfit(
          "bidirectional",
          "this task writes its output step by step, which has no end to read from");
    }
  }

  private void requireDecoder() {
    Decoder decoder = config.decoder();
    if (shape.topology() != Topology.ENCODER_DECODER) {
      if (!decoder.isPlain()) {
        throw misfit("decoder", "this task has one stack; it goes with an encoder-decoder");
      }
      return;
    }
    int source = config.bidirectional() ? 2 * config.units() : config.units();
    int units = decoder.unitsBeside(config);
    if (config.embedding() == 0 && shape.input().isSymbols()) {
      throw misfit("embedding", "an encoder and decoder needs one; expected how many numbers");
    } else if (decoder.attention() == Attention.DOT && source != units) {
      throw misfit(
          "decoder.attention",
          "dot needs a decoder as wide as what the encoder gives: expected decoder.units: %d, found %d"
              .formatted(source, units));
    }
  }

  private static UserException misfit(String key, String message) {
    return NetworkConfig.misfit(key, message);
  }
}
