package unroll.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.RecurrentCell;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.StateMap;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/**
 * Reads a sequence part by part, where the network can go on, so that long ones fit into memory.
 */
final class SequenceReader {
  private static final int PART = 256;

  /** A network that reads both ways reads the beginning of a sequence anew for every answer. */
  private static final int MOST_PREFIXES = 256;

  private final RecurrentNetwork network;
  private final DataSet row;
  private final int steps;
  private final OutputCollector outputs;

  /** By the layer's place, then by name. */
  private final List<Map<String, UnitSeries>> series = new ArrayList<>();

  private final List<Map<String, INDArray>> states = new ArrayList<>();

  SequenceReader(RecurrentNetwork network, DataSet row, int mostPredictions) {
    this.network = network;
    this.row = row;
    this.steps = row.getFeatures().rank() == 3 ? (int) row.getFeatures().size(2) : 1;
    this.outputs = new OutputCollector(network, row, steps, mostPredictions);
    NamedLayer.of(network.dl4j())
        .forEach(
            layer -> {
              series.add(new LinkedHashMap<>());
              states.add(new HashMap<>());
            });
  }

  Reading read() {
    int part = canGoOn(network) ? PART : steps;
    for (int from = 0; from < steps; from += part) {
      int to = Math.min(from + part, steps);
      List<BatchReplay.Reading> read =
          new BatchReplay(network.dl4j()).read(part(from, to), from == 0 ? List.of() : states);
      for (BatchReplay.Reading layer : read) {
        keep(layer, from);
      }
      outputs.keep(read.get(read.size() - 1).output(), from);
    }
    if (answersOnce() && steps > 1) {
      keepAnswersOnTheWay();
    }
    return new Reading(steps, layers(), outputs.predictions());
  }

  /** Whether it has one answer a sequence, which can be asked for at every step. */
  private boolean answersOnce() {
    List<RecurrentCell> cells = cells(network);
    return !cells.isEmpty()
        && row.getFeaturesMaskArray() == null
        && (!readsBothWays() || steps <= MOST_PREFIXES)
        && cells.get(cells.size() - 1).getPooling() != null;
  }

  private void keepAnswersOnTheWay() {
    boolean isAnew = readsBothWays();
    network.clearStepState();
    for (int step = 0; step + 1 < steps; step++) {
      INDArray output =
          isAnew
              ? network.output(part(0, step + 1))
              : network.step(part(step, step + 1).getFeatures());
      outputs.keepAsLast(output, step);
    }
    network.clearStepState();
  }

  private boolean readsBothWays() {
    return cells(network).stream().anyMatch(RecurrentCell::readsBothWays);
  }

  static List<RecurrentCell> cells(RecurrentNetwork network) {
    return NamedLayer.recurrent(network.dl4j()).stream()
        .map(layer -> (RecurrentCell) layer.layer().conf().getLayer())
        .toList();
  }

  /** Whether all layers carry a state from step to step. */
  static boolean canGoOn(RecurrentNetwork network) {
    return cells(network).stream()
        .allMatch(cell -> !cell.readsBothWays() && cell.getPooling() == null);
  }

  /** Some steps of {@code [batch, feature, time]}. */
  static INDArray steps(INDArray features, int from, int to) {
    return features
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
        .dup('c');
  }

  private DataSet part(int from, int to) {
    if (from == 0 && to == steps) {
      return new DataSet(row.getFeatures(), null, row.getFeaturesMaskArray(), null);
    }
    INDArray mask = row.getFeaturesMaskArray();
    return new DataSet(
        steps(row.getFeatures(), from, to),
        null,
        mask == null
            ? null
            : mask.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c'),
        null);
  }

  private void keep(BatchReplay.Reading layer, int from) {
    int place = layer.layer().index();
    for (int direction = 0; direction < layer.tapes().size(); direction++) {
      GateTape tape = layer.tapes().get(direction);
      if (tape.order().count() == 0) {
        continue;
      }
      RecurrentCell cell = (RecurrentCell) layer.layer().layer().conf().getLayer();
      Map<String, INDArray> state = states.get(place);
      Map<String, INDArray> values = new LinkedHashMap<>();
      values.put(UnitTrack.HIDDEN, tape.hidden());
      if (cell.cell().hasCellState()) {
        INDArray before = state.get(StateMap.CELL);
        INDArray cells = CellStates.of(layer, direction, state.get(StateMap.HIDDEN), before);
        values.put(UnitTrack.CELL, cells);
        state.put(StateMap.CELL, last(cells));
      }
      state.put(StateMap.HIDDEN, last(tape.hidden()));
      if (cell.readsBothWays()) {
        state.clear();
      }
      values.putAll(tape.gates());
      int directions = layer.tapes().size();
      for (Map.Entry<String, INDArray> value : values.entrySet()) {
        int units = (int) value.getValue().size(1);
        UnitSeries all =
            series
                .get(place)
                .computeIfAbsent(
                    value.getKey(), name -> UnitSeries.empty(units * directions, steps));
        lay(value.getValue(), tape.order().places(), from, all, direction * units);
      }
    }
  }

  private static INDArray last(INDArray values) {
    return values.getRow(values.size(0) - 1, true).dup('c');
  }

  private static void lay(INDArray values, int[] steps, int from, UnitSeries all, int firstUnit) {
    int units = (int) values.size(1);
    float[] numbers = values.dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      int unit = firstUnit + i % units;
      all.values()[unit * all.steps() + from + steps[i / units]] = numbers[i];
    }
  }

  private List<LayerReading> layers() {
    List<LayerReading> layers = new ArrayList<>();
    for (NamedLayer layer : NamedLayer.of(network.dl4j())) {
      Map<String, UnitSeries> all = series.get(layer.index());
      if (!all.isEmpty()) {
        RecurrentCell cell = (RecurrentCell) layer.layer().conf().getLayer();
        Map<String, UnitSeries> gates = new LinkedHashMap<>(all);
        UnitSeries hidden = gates.remove(UnitTrack.HIDDEN);
        Optional<UnitSeries> cells = Optional.ofNullable(gates.remove(UnitTrack.CELL));
        layers.add(new LayerReading(layer.name(), cell.readsBothWays(), hidden, cells, gates));
      }
    }
    return layers;
  }
}
