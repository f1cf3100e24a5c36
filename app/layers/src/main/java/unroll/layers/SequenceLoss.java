package unroll.layers;

/** What a sequence output layer minimizes, summed over the labeled steps. */
public enum SequenceLoss {
  /** Softmax over the outputs and cross-entropy with one symbol or a distribution over them. */
  SOFTMAX_CROSS_ENTROPY,
  /** Sigmoid of every output and the sum of their cross-entropies: labels are 0 to 1 each. */
  SIGMOID_CROSS_ENTROPY,
  /** No activation; the mean over the outputs of the squared error. */
  MEAN_SQUARED_ERROR
}
