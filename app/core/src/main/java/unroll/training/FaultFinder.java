package unroll.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.kernel.GateTape;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentReading;

/** Follows the numbers of a step in the order in which they are made, to the first wrong one. */
final class FaultFinder {
  /** Rates this many times the usual one are a mistake rather than a choice. */
  private static final double HUGE_RATE = 100;

  private final Trouble trouble;
  private final List<NamedLayer> layers;
  private final List<BatchReplay.Reading> readings;

  /**
   * @param readings the batch read once more
   */
  FaultFinder(Trouble trouble, List<BatchReplay.Reading> readings) {
    this.trouble = trouble;
    this.layers = NamedLayer.of(trouble.network());
    this.readings = readings;
  }

  Fault first() {
    List<Supplier<Optional<Fault>>> inOrder =
        List.of(
            this::learningRate,
            this::input,
            this::labels,
            this::parameter,
            this::state,
            this::output,
            this::hugeLearningRate,
            this::loss,
            this::gradient,
            this::change,
            this::hugeParameter);
    return inOrder.stream()
        .flatMap(search -> search.get().stream())
        .findFirst()
        .orElseGet(
            () ->
                new Fault(
                    Fault.Kind.GROWTH,
                    "no single number: all are finite, but the loss is far above chance and does"
                        + " not fall"));
  }

  private Optional<Fault> learningRate() {
    return Double.isFinite(trouble.learningRate())
        ? Optional.empty()
        : fault(Fault.Kind.LEARNING_RATE, "the learning rate: " + trouble.learningRate());
  }

  private Optional<Fault> input() {
    INDArray mask = trouble.batch().getFeaturesMaskArray();
    return BatchPlace.input(trouble)
        .flatMap(input -> BatchPlace.firstNotFinite(input, mask))
        .flatMap(
            place ->
                fault(
                    Fault.Kind.INPUT,
                    "the input data: %s is %s".formatted(place.text("feature"), place.value())));
  }

  private Optional<Fault> labels() {
    INDArray labels = trouble.batch().getLabels();
    if (!BatchPlace.isNumbers(labels)) {
      return Optional.empty();
    }
    return BatchPlace.firstNotFinite(labels, trouble.batch().getLabelsMaskArray())
        .flatMap(
            place ->
                fault(
                    Fault.Kind.LABELS,
                    "the labels: %s is %s".formatted(place.text("number"), place.value())));
  }

  /** What a step adds to a parameter is known to be finite, so what is not was so before. */
  private Optional<Fault> parameter() {
    return layers.stream()
        .flatMap(layer -> layer.parameters().stream())
        .flatMap(
            numbers ->
                notFinite(Fault.Kind.PARAMETERS, "the parameters, before this step", numbers)
                    .stream())
        .findFirst();
  }

  private static Optional<Fault> notFinite(
      Fault.Kind kind, String what, NamedLayer.Numbers numbers) {
    NumberRange range = NumberRange.of(numbers.array());
    return range.isFinite()
        ? Optional.empty()
        : fault(
            kind,
            "%s: %s (not finite: %,d of %,d numbers)"
                .formatted(what, numbers.place(), range.notFinite(), range.count()));
  }

  private Optional<Fault> state() {
    for (int i = 0; i < trouble.states().size(); i++) {
      for (INDArray state : trouble.states().get(i).values()) {
        if (!NumberRange.of(state).isFinite()) {
          return fault(
              Fault.Kind.STATE,
              "the state that %s carried over from the batch before"
                  .formatted(layers.get(i).name()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> output() {
    for (BatchReplay.Reading reading : readings) {
      Optional<Fault> wrong =
          reading.recurrent().stream()
              .flatMap(layer -> layer.tapes().stream().flatMap(tape -> state(layer, tape).stream()))
              .findFirst()
              .or(() -> output(reading));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** The lines of a tape stand in the order in which the layer reads. */
  private Optional<Fault> state(RecurrentReading reading, GateTape tape) {
    double[] numbers = NumberRange.doubles(tape.hidden());
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        int units = (int) tape.hidden().size(1);
        int place = tape.order().places()[i / units];
        int batch = tape.order().batch();
        boolean isBackward = reading.tapes().indexOf(tape) == 1;
        BatchPlace found = new BatchPlace(place % batch, place / batch, i % units, numbers[i]);
        return wrongOutput(reading.name(), isBackward ? ", reading backward" : "", found);
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> output(BatchReplay.Reading reading) {
    return BatchPlace.firstNotFinite(reading.output(), trouble.batch().getFeaturesMaskArray())
        .flatMap(place -> wrongOutput(reading.layer().name(), "", place));
  }

  private Optional<Fault> wrongOutput(String layer, String direction, BatchPlace place) {
    return fault(
        Fault.Kind.OUTPUT,
        "the output of %s%s: %s is %s, though its input is finite"
            .formatted(layer, direction, place.text("unit"), place.value()));
  }

  private Optional<Fault> hugeLearningRate() {
    double rate = trouble.learningRate();
    if (rate <= HUGE_RATE * Remedy.usualRate(trouble.network())) {
      return Optional.empty();
    }
    String effect =
        trouble.stage() == Trouble.Stage.CHANGE
            ? "; it would change " + farthest(gradients()).text()
            : "";
    return fault(Fault.Kind.LEARNING_RATE, "the learning rate: " + NumberRange.text(rate) + effect);
  }

  private Optional<Fault> loss() {
    return Double.isFinite(trouble.loss())
        ? Optional.empty()
        : fault(
            Fault.Kind.LOSS,
            "the loss: %s, though all outputs without dropout are finite"
                .formatted(trouble.loss()));
  }

  /** Back-propagation goes from the output down. */
  private Optional<Fault> gradient() {
    if (trouble.stage().hasChanges()) {
      return Optional.empty();
    }
    List<NamedLayer.Numbers> downward = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      downward.addAll(layers.get(i).gradients(trouble.network()));
    }
    return downward.stream()
        .flatMap(
            numbers ->
                notFinite(Fault.Kind.GRADIENT, "the gradient, all outputs being finite", numbers)
                    .stream())
        .findFirst();
  }

  private Optional<Fault> change() {
    if (trouble.stage() != Trouble.Stage.CHANGE) {
      return Optional.empty();
    }
    return gradients().stream()
        .flatMap(numbers -> notFinite(Fault.Kind.CHANGE, "the update", numbers).stream())
        .findFirst()
        .or(() -> fault(Fault.Kind.CHANGE, "the update: " + farthest(gradients()).text()));
  }

  private Optional<Fault> hugeParameter() {
    if (trouble.stage() != Trouble.Stage.PARAMETERS) {
      return Optional.empty();
    }
    Farthest farthest =
        farthest(layers.stream().flatMap(layer -> layer.parameters().stream()).toList());
    return fault(
        Fault.Kind.GROWTH,
        "the parameters have grown: %s: up to %s"
            .formatted(farthest.place(), NumberRange.text(farthest.distance())));
  }

  private List<NamedLayer.Numbers> gradients() {
    return layers.stream().flatMap(layer -> layer.gradients(trouble.network()).stream()).toList();
  }

  /** The largest of many numbers, and where it stands. */
  private record Farthest(String place, double distance) {
    String text() {
      return place + " by up to " + NumberRange.text(distance);
    }
  }

  private static Farthest farthest(List<NamedLayer.Numbers> all) {
    return all.stream()
        .map(numbers -> new Farthest(numbers.place(), NumberRange.of(numbers.array()).farthest()))
        .max(Comparator.comparingDouble(Farthest::distance))
        .orElseThrow();
  }

  private static Optional<Fault> fault(Fault.Kind kind, String place) {
    return Optional.of(new Fault(kind, place));
  }
}
