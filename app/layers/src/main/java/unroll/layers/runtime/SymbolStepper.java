package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import unroll.layers.kernel.EmbeddingStep;
import unroll.layers.kernel.FloatStep;
import unroll.layers.kernel.OutputStep;
import unroll.layers.kernel.Workers;

/**
 * A network that reads one row symbol by symbol, as {@code rnnTimeStep} does, in microseconds: it
 * goes around DL4J's network and makes no arrays. For one thread.
 */
public final class SymbolStepper {
  private final int symbols;
  private final Optional<EmbeddingStep> embedding;
  private final List<FloatStep> layers;
  private final OutputStep output;
  private final Workers workers = Workers.shared();
  private final double[] probabilities;

  private SymbolStepper(
      int symbols, Optional<EmbeddingStep> embedding, List<FloatStep> layers, OutputStep output) {
    this.symbols = symbols;
    this.embedding = embedding;
    this.layers = layers;
    this.output = output;
    this.probabilities = new double[output.outputs()];
  }

  /**
   * A stepper over a network's parameters, or nothing where the network is of other layers than
   * ours, of both directions, pooled, or not computed by the fast kernel.
   */
  public static Optional<SymbolStepper> of(MultiLayerNetwork network) {
    int last = network.getnLayers() - 1;
    if (last < 1
        || network.getLayerWiseConfigurations().getInputPreProcessors().size() > 0
        || !(network.getLayer(last) instanceof ActiveSequenceOutput output)
        || !output.isCpu()) {
      return Optional.empty();
    }
    Optional<EmbeddingStep> embedding = Optional.empty();
    List<FloatStep> steps = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      Layer layer = network.getLayer(i);
      if (i == 0 && layer instanceof ActiveSymbolEmbedding symbols && symbols.isCpu()) {
        embedding = Optional.of(symbols.step());
      } else if (layer instanceof ActiveRecurrentLayer recurrent && recurrent.canStep()) {
        steps.add(recurrent.step());
      } else {
        return Optional.empty();
      }
    }
    boolean readsSymbols =
        embedding.isPresent()
            || (network.getLayer(0) instanceof ActiveRecurrentLayer first
                && first.layerConf().isSymbolInput());
    return readsSymbols && !steps.isEmpty()
        ? Optional.of(
            new SymbolStepper(
                (int) network.getParam("0_" + RecurrentParameters.INPUT).size(0),
                embedding,
                steps,
                output.step()))
        : Optional.empty();
  }

  /** Forgets the state, and takes the parameters as they are now. */
  public void clear() {
    layers.forEach(FloatStep::begin);
  }

  /**
   * Reads a symbol.
   *
   * @param id from 0 to before the number of symbols, or -1 for none
   * @return the output's activations; overwritten by the next call
   * @throws IllegalArgumentException if the id is out of range
   */
  public double[] step(int id) {
    if (id < -1 || id >= symbols) {
      throw new IllegalArgumentException(
          "layer 0: id %d; expected 0 to %d, or -1 for none".formatted(id, symbols - 1));
    }
    workers.run(1, task -> read(id));
    return probabilities;
  }

  private void read(int id) {
    FloatStep first = layers.get(0);
    if (embedding.isPresent()) {
      first.read(embedding.get().row(id));
    } else {
      first.read(id);
    }
    FloatPointer hidden = first.hidden();
    for (FloatStep layer : layers.subList(1, layers.size())) {
      layer.read(hidden);
      hidden = layer.hidden();
    }
    output.probabilities(hidden, probabilities);
  }

  /** A recurrent layer's hidden state {@code [unit]}; layers are counted from the input. */
  public float[] hidden(int layer) {
    return layers.get(layer).hiddenNumbers();
  }

  /** Its cell state {@code [unit]}, null for cells without one. */
  public float[] cell(int layer) {
    return layers.get(layer).cellNumbers();
  }

  /** Recurrent layers. */
  public int recurrentLayers() {
    return layers.size();
  }
}
