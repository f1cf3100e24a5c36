package unroll.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.kernel.Cell;
import unroll.network.NamedLayer;

/** The one change that the evidence of a broken step speaks for. */
final class Remedy {
  /** Beyond it an input is not scaled: features around 1 are what weights start for. */
  private static final double FAR_INPUT = 1e3;

  /** A rate this many times the usual one comes before all other suspects. */
  private static final double HIGH_RATE = 10;

  /** A gradient whose length explains a broken step. */
  private static final double LONG_GRADIENT = 10;

  private static final String RATE = "training.optimizer.learning-rate: %s (this step had %s)";

  private final Trouble trouble;
  private final Fault fault;

  Remedy(Trouble trouble, Fault fault) {
    this.trouble = trouble;
    this.fault = fault;
  }

  /** As a line for a person. */
  String text() {
    return switch (fault.kind()) {
      case INPUT, LABELS -> "the data: put a number there, or leave that example out";
      case PARAMETERS -> "the model: go on from one saved earlier, or train anew";
      case LEARNING_RATE -> usualRate();
      case STATE, OUTPUT, LOSS, GRADIENT, CHANGE, GROWTH -> ofFiniteData();
    };
  }

  private String ofFiniteData() {
    INDArray mask = trouble.batch().getFeaturesMaskArray();
    Optional<BatchPlace> farthest =
        BatchPlace.input(trouble).flatMap(input -> BatchPlace.farthest(input, mask));
    if (farthest.isPresent() && Math.abs(farthest.get().value()) > FAR_INPUT) {
      return "the data: scale feature %d, which reaches %s, to numbers around 1"
          .formatted(farthest.get().feature() + 1, NumberRange.text(farthest.get().value()));
    } else if (trouble.learningRate() > HIGH_RATE * usualRate(trouble.network())) {
      return usualRate();
    } else if (fault.kind() == Fault.Kind.OUTPUT && hasUnboundedUnits()) {
      return "network.activation: tanh (relu has no upper bound)";
    } else if (trouble.clipping().norm() == 0 && !(trouble.gradientNorm() <= LONG_GRADIENT)) {
      return "training.clip-norm: 1.0 (0 lets gradients of any length through)";
    }
    String lower =
        RATE.formatted(
            number(trouble.learningRate() / 10), NumberRange.text(trouble.learningRate()));
    return trouble.clipping().share() > 0.5 ? lower + "; most gradients were cut already" : lower;
  }

  private boolean hasUnboundedUnits() {
    return NamedLayer.of(trouble.network()).stream()
        .map(named -> named.layer().conf().getLayer())
        .anyMatch(
            layer ->
                layer instanceof RecurrentCell cell && cell.cell() == Cell.RELU_RNN
                    // Both stacks have the same cell.
                    || layer instanceof EncoderDecoder stacks
                        && stacks.getEncoder().get(0).cell() == Cell.RELU_RNN);
  }

  private String usualRate() {
    return RATE.formatted(
        number(usualRate(trouble.network())), NumberRange.text(trouble.learningRate()));
  }

  /** One digit of a number, as a configuration has it. */
  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(1)).stripTrailingZeros().toPlainString();
  }

  /** The learning rate that a configuration has if it says nothing of it; see {@link Optimizer}. */
  static double usualRate(MultiLayerNetwork network) {
    IUpdater rule =
        network.getLayer(0).conf().getLayer() instanceof BaseLayer layer
            ? layer.getIUpdater()
            : null;
    if (rule instanceof Sgd || rule instanceof Nesterovs) {
      return 0.1;
    }
    return rule instanceof AdaGrad ? 0.05 : 0.002;
  }
}
