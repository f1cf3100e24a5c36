package unroll.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.EncoderDecoder;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentReading;

/** Finds layers that answer the same to everything, learn nothing, or can hardly learn. */
final class LayerHealth {
  /** Outputs nearer to each other are the same. */
  private static final double SAME = 1e-6;

  /** Well-trained gates are often open or shut; a layer is ill where hardly any is in between. */
  private static final double MOST = 0.9;

  /** Of every layer's parameters at the last look, by the layer's place. */
  private final Map<Integer, Integer> fingerprints = new HashMap<>();

  /** Layers whose outputs are all the same although their inputs are not. */
  Optional<String> dead(List<BatchReplay.Reading> readings, INDArray mask) {
    String layers =
        readings.stream().flatMap(reading -> dead(reading, mask)).collect(Collectors.joining(", "));
    return line(
        layers,
        "dead: %s: the output is the same whatever comes in; lower"
            + " training.optimizer.learning-rate, or start from another training.seed");
  }

  private static Stream<String> dead(BatchReplay.Reading reading, INDArray mask) {
    boolean hasStacks = reading.layer().layer().conf().getLayer() instanceof EncoderDecoder;
    // Before its targets an encoder and decoder gives zeros.
    INDArray given = hasStacks ? mask.eq(EncoderDecoder.TARGET).castTo(mask.dataType()) : mask;
    boolean isDead = varies(reading.input(), mask) && !varies(reading.output(), given);
    Stream<String> whole = isDead ? Stream.of(reading.layer().name()) : Stream.empty();
    return hasStacks
        ? Stream.concat(
            reading.recurrent().stream().filter(LayerHealth::isDead).map(RecurrentReading::name),
            whole)
        : whole;
  }

  /** Of a layer of a stack, which reads some of the steps. */
  private static boolean isDead(RecurrentReading layer) {
    return layer.tapes().stream()
        .anyMatch(
            tape ->
                tape.order().count() > 1
                    && varies(Nd4j.pullRows(layer.input(), 1, tape.order().places()), null)
                    && !varies(tape.hidden(), null));
  }

  /** Layers whose parameters have not changed since the last call, though those of others have. */
  Optional<String> unmoved(List<BatchReplay.Reading> readings) {
    Map<Integer, Integer> before = new HashMap<>(fingerprints);
    readings.forEach(
        reading ->
            fingerprints.put(reading.layer().index(), fingerprint(reading.layer().parameters())));
    String layers =
        readings.stream()
            .filter(reading -> isSame(before, reading.layer()))
            .map(reading -> reading.layer().name())
            .collect(Collectors.joining(", "));
    boolean hasMoved = readings.stream().anyMatch(reading -> !isSame(before, reading.layer()));
    return hasMoved
        ? line(
            layers,
            "unmoved: %s: no gradient has reached the parameters since the last evaluation; lower"
                + " training.optimizer.learning-rate, or network.layers")
        : Optional.empty();
  }

  private boolean isSame(Map<Integer, Integer> before, NamedLayer layer) {
    return fingerprints.get(layer.index()).equals(before.get(layer.index()));
  }

  private static int fingerprint(List<NamedLayer.Numbers> parameters) {
    int fingerprint = 1;
    for (NamedLayer.Numbers numbers : parameters) {
      fingerprint = 31 * fingerprint + Arrays.hashCode(NumberRange.doubles(numbers.array()));
    }
    return fingerprint;
  }

  /** Layers of which nearly all gates, or tanh units, are at the flat ends of their functions. */
  Optional<String> saturated(List<BatchReplay.Reading> readings) {
    String layers =
        readings.stream()
            .flatMap(reading -> reading.recurrent().stream())
            .filter(RecurrentReading::canSaturate)
            .filter(LayerHealth::isSaturated)
            .map(reading -> reading.name() + ": " + Saturation.of(reading.tapes()).text())
            .collect(Collectors.joining("; "));
    return line(
        layers,
        "saturated: %s; hardly a gradient passes: lower training.optimizer.learning-rate, or scale"
            + " numbers that come in");
  }

  private static boolean isSaturated(RecurrentReading reading) {
    Saturation saturation = Saturation.of(reading.tapes());
    boolean hasGates = !saturation.gates().isEmpty();
    return (hasGates ? saturation.saturatedGates() : saturation.farOutputs()) > MOST;
  }

  /** Whether a number differs from the same one of another step or row. */
  private static boolean varies(INDArray array, INDArray mask) {
    INDArray steps = array.rank() == 2 ? array.reshape(array.size(0), array.size(1), 1) : array;
    int time = (int) steps.size(2);
    boolean isMasked = mask != null && mask.size(1) == time;
    double[] first = new double[(int) steps.size(1)];
    boolean isFirst = true;
    for (int row = 0; row < steps.size(0); row++) {
      double[] numbers = NumberRange.doubles(steps.get(NDArrayIndex.point(row)));
      for (int step = 0; step < time; step++) {
        if (isMasked && mask.getDouble(row, step) == 0) {
          continue;
        }
        for (int feature = 0; feature < first.length; feature++) {
          double number = numbers[feature * time + step];
          if (isFirst) {
            first[feature] = number;
          } else if (Math.abs(number - first[feature]) > SAME) {
            return true;
          }
        }
        isFirst = false;
      }
    }
    return false;
  }

  private static Optional<String> line(String layers, String message) {
    return layers.isEmpty() ? Optional.empty() : Optional.of(message.formatted(layers));
  }
}
