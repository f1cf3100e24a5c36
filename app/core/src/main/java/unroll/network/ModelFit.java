package unroll.network;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Topology;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

/**
 * Whether a model is of the same run as the files beside it, which say what it reads and answers.
 */
public final class ModelFit {
  private final List<FeedForwardLayer> layers;
  private final DataShape shape;

  private ModelFit(RecurrentNetwork network, DataShape shape) {
    this.layers =
        network.dl4j().getLayerWiseConfigurations().getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .map(FeedForwardLayer.class::cast)
            .toList();
    this.shape = shape;
  }

  /**
   * @param shape as the files of the run have it
   * @param run the folder, for the message
   * @throws UserException if the network reads or answers something else
   */
  public static void require(RecurrentNetwork network, DataShape shape, Path run) {
    ModelFit fit = new ModelFit(network, shape);
    String reads = fit.reads();
    String answers = fit.answers();
    require(run, "reads", reads, describe(shape.input()));
    require(run, "answers", answers, describe(shape.labels()));
    require(
        run,
        "answers",
        fit.pools() ? "once a sequence" : "every step",
        shape.topology() == Topology.MANY_TO_ONE ? "once a sequence" : "every step");
    require(
        run,
        "has",
        fit.hasTwoStacks() ? "an encoder and a decoder" : "one stack",
        shape.topology() == Topology.ENCODER_DECODER ? "an encoder and a decoder" : "one stack");
    if (fit.mustGoForward() && fit.readsBothWays()) {
      throw misfit(run, "reads sequences from both ends", "one step after the other");
    }
  }

  private static void require(Path run, String what, String model, String files) {
    if (!model.equals(files)) {
      throw misfit(run, what + " " + model, files);
    }
  }

  private static UserException misfit(Path run, String model, String files) {
    return new UserException(
        "%s: the model %s, but by the run's other files it should be %s: not of one run"
            .formatted(run, model, files));
  }

  private String reads() {
    FeedForwardLayer first = layers.get(0);
    if (first instanceof StepEncoder encoder) {
      FrameShape frame =
          new FrameShape(encoder.getChannels(), encoder.getHeight(), encoder.getWidth());
      return describe(new Channel.Mixed(frame, encoder.getSymbols()));
    }
    boolean isSymbols =
        first instanceof SymbolEmbedding
            || first instanceof RecurrentCell cell && cell.isSymbolInput();
    int size = (int) first.getNIn();
    return describe(isSymbols ? Channel.symbols(size) : Channel.numbers(size));
  }

  private String answers() {
    SequenceOutput output = (SequenceOutput) layers.get(layers.size() - 1);
    int size = (int) output.getNOut();
    return describe(
        output.getLoss() == SequenceLoss.SOFTMAX_CROSS_ENTROPY
            ? Channel.symbols(size)
            : output.getLoss() == SequenceLoss.SIGMOID_CROSS_ENTROPY
                ? new Channel.YesNo(size)
                : Channel.numbers(size));
  }

  private boolean pools() {
    return layers.stream()
        .anyMatch(layer -> layer instanceof RecurrentCell cell && cell.getPooling() != null);
  }

  private boolean hasTwoStacks() {
    return layers.stream().anyMatch(EncoderDecoder.class::isInstance);
  }

  private boolean readsBothWays() {
    return layers.stream()
        .anyMatch(layer -> layer instanceof RecurrentCell cell && cell.readsBothWays());
  }

  private boolean mustGoForward() {
    return shape.feedback().isPresent()
        || shape.topology() == Topology.ONE_TO_MANY
        || shape.topology().isDelayed();
  }

  private static String describe(Channel channel) {
    if (channel instanceof Channel.Mixed mixed) {
      FrameShape frame = mixed.frame();
      return "frames of %d x %d x %d numbers and %d symbols"
          .formatted(frame.channels(), frame.height(), frame.width(), mixed.symbols());
    }
    String of =
        channel instanceof Channel.Symbolic
            ? "one of %,d symbols"
            : channel instanceof Channel.YesNo ? "%,d times yes or no" : "%,d numbers";
    return of.formatted(channel.size());
  }
}
