package unroll.layers;

/** How a decoder's state and a step of the source are weighed against each other. */
public enum Attention {
  /** Not at all: the decoder has nothing but the state that it began with. */
  NONE,
  /** {@code h . e} (Luong et al., 2015); needs states of the same width. */
  DOT,
  /** {@code h W e} (Luong et al., 2015). */
  GENERAL,
  /** {@code v . tanh(Q h + K e)} (Bahdanau et al., 2015). */
  ADDITIVE
}
