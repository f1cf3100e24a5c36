package unroll.layers;

/** How the outputs of a bidirectional layer's two directions become one. */
public enum Merge {
  /** Forward units first, backward units behind them: twice as many. */
  CONCATENATE,
  ADD,
  MULTIPLY,
  AVERAGE
}
