package unroll.network;

import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.layers.Attention;

/** The stack of layers that writes where another one has read (encoder and decoder). */
public record Decoder(
    @Key(
            doc =
                "how every step looks back at all that the encoder said: dot and general are Luong"
                    + " et al.'s (2015), additive is Bahdanau et al.'s (2015)",
            byDefault = "none")
        Attention attention,
    @Key(
            doc =
                "whether a step reads, besides its input, what the step before gave (Luong et al.,"
                    + " 2015); needs an attention, and goes step by step, so it is slower",
            byDefault = "false")
        boolean inputFeeding,
    @Key(
            doc = "recurrent layers; null: as many as the encoder has",
            byDefault = "null",
            min = 1,
            max = 100)
        Integer layers,
    @Key(
            doc = "hidden units of every layer; null: as many as the encoder's have",
            byDefault = "null",
            min = 1,
            max = 1048576)
        Integer units) {

  public Decoder {
    if (inputFeeding && attention == Attention.NONE) {
      throw new InvalidKeyException("input-feeding", "needs an attention; expected one, not none");
    }
  }

  /** Whether a step looks back at what the encoder said. */
  public boolean looksBack() {
    return attention != Attention.NONE;
  }

  /** Whether nothing is asked for. */
  boolean isPlain() {
    return attention == Attention.NONE && !inputFeeding && layers == null && units == null;
  }

  int layersBeside(NetworkConfig encoder) {
    return layers == null ? encoder.layers() : layers;
  }

  int unitsBeside(NetworkConfig encoder) {
    return units == null ? encoder.units() : units;
  }
}
