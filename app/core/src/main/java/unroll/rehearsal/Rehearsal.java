package unroll.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import unroll.data.BatchPlan;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/** Tells a person, in lines of at most 100 columns, what a training will be like. */
public final class Rehearsal {
  private final NetworkConfig network;
  private final TrainingConfig training;
  private final TaskData data;
  private final Consumer<String> out;
  private final EpochCensus census;
  private final MemoryEstimate memory;

  /**
   * @param out gets the lines one by one
   * @throws unroll.config.UserException if the network does not fit the data
   */
  public Rehearsal(
      NetworkConfig network, TrainingConfig training, TaskData data, Consumer<String> out) {
    this.network = network;
    this.training = training;
    this.data = data;
    this.out = out;
    this.census = EpochCensus.of(data.splits().training(), data.shape());
    this.memory =
        MemoryEstimate.of(
            configuration(),
            training.optimizer().update().updater(),
            data.shape(),
            census.largest(),
            network.precision().dataType().width());
  }

  private MultiLayerConfiguration configuration() {
    return network.configuration(
        data.shape(),
        data.splits().training().carriesState(),
        training.optimizer().update(),
        training.seed());
  }

  /** What the data holds, the network and its memory; nothing is trained. */
  public void describe() {
    data.description().stream().map(Figures::wrapped).flatMap(List::stream).forEach(out);
    EpochCensus.Batch largest = census.largest();
    section(new LayerTable(configuration(), data.shape(), largest).lines());
    section(memory.lines(largest));
    if (!fits()) {
      out.accept(
          "warning: this machine has %s in all"
              .formatted(Figures.bytes(Pointer.totalPhysicalBytes())));
    }
    describeLabels();
    section(new LengthTable(data, census).lines());
    section(new CoverageTable(data).lines());
  }

  private void describeLabels() {
    if (census.labelCounts().length == 0) {
      return;
    }
    LabelTable labels =
        new LabelTable(data.labels(), labelCounts(), data.splits().training().carriesState());
    section(labels.lines());
    labels.warnings().forEach(out);
  }

  private Map<String, long[]> labelCounts() {
    Map<String, long[]> counts = new LinkedHashMap<>();
    counts.put("training", census.labelCounts());
    for (String split : List.of("validation", "test")) {
      data.splits().named(split).ifPresent(plan -> counts.put(split, counts(plan)));
    }
    return counts;
  }

  private long[] counts(BatchPlan plan) {
    return EpochCensus.of(plan, data.shape()).labelCounts();
  }

  private boolean fits() {
    return memory.total() < Pointer.totalPhysicalBytes();
  }

  /**
   * How long it takes, from some seconds of training whose outcome is thrown away.
   *
   * @param trainings how many there will be, more than one in a cross-validation
   */
  public void measure(int trainings) {
    if (fits()) {
      RecurrentNetwork fresh = RecurrentNetwork.create(configuration());
      section(new TimeTable(training, data, census, trainings).lines(fresh));
    } else {
      out.accept("");
      out.accept("time: not measured, for the memory is too small");
    }
  }

  /**
   * Trains on one batch alone.
   *
   * @return whether the network could learn it by heart
   */
  public boolean overfit() {
    out.accept("");
    if (!fits()) {
      out.accept("one batch by heart: not tried, for the memory is too small");
      return false;
    }
    return new Overfitting(network, training, data, census, out).run();
  }

  private void section(List<String> lines) {
    if (!lines.isEmpty()) {
      out.accept("");
      lines.forEach(out);
    }
  }
}
