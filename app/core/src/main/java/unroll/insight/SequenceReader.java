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
import unroll.layers.RecurrentState;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.StateMap;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;
import unroll.network.RecurrentReading;

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

  /** By the place of a recurrent layer among all of them, then by name. */
  private final List<Map<String, UnitSeries>> series = new ArrayList<>();

  /** What the layers of the network go on from, by their place. */
  private final List<Map<String, INDArray>> states = new ArrayList<>();

  private List<RecurrentReading> newest = List.of();

  SequenceReader(RecurrentNetwork network, DataSet row, int mostPredictions) {
    this.network = network;
    this.row = row;
    this.steps = row.getFeatures().rank() == 3 ? (int) row.getFeatures().size(2) : 1;
    this.outputs = new OutputCollector(network, row, steps, mostPredictions);
    NamedLayer.of(network.dl4j()).forEach(layer -> states.add(new HashMap<>()));
  }

  Reading read() {
    int part = canGoOn(network) ? PART : steps;
    for (int from = 0; from < steps; from += part) {
      int to = Math.min(from + part, steps);
      List<BatchReplay.Reading> read =
          new BatchReplay(network.dl4j()).read(part(from, to), from == 0 ? List.of() : states);
      newest = read.stream().flatMap(layer -> layer.recurrent().stream()).toList();
      while (series.size() < newest.size()) {
        series.add(new LinkedHashMap<>());
      }
      int place = 0;
      for (BatchReplay.Reading layer : read) {
        Map<String, INDArray> state = states.get(layer.layer().index());
        for (RecurrentReading recurrent : layer.recurrent()) {
          keep(recurrent, series.get(place++), state, from);
        }
      }
      outputs.keep(read.get(read.size() - 1).output(), from);
    }
    if (answersOnce() && steps > 1) {
      keepAnswersOnTheWay();
    }
    List<float[][]> alignments =
        network.alignmentOfRow(0).stream().map(INDArray::toFloatMatrix).toList();
    return new Reading(steps, layers(), outputs.predictions(), alignments);
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
    return !network.encodes()
        && cells(network).stream()
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

  /**
   * @param all of the layer so far, by name
   * @param state what the layer goes on from, and then what it will
   */
  private void keep(
      RecurrentReading layer, Map<String, UnitSeries> all, Map<String, INDArray> state, int from) {
    int directions = layer.tapes().size();
    for (int direction = 0; direction < directions; direction++) {
      GateTape tape = layer.tapes().get(direction);
      if (tape.order().count() == 0) {
        continue;
      }
      Map<String, INDArray> before = layer.stack().isPresent() ? initial(layer, direction) : state;
      Map<String, INDArray> values = new LinkedHashMap<>();
      values.put(UnitTrack.HIDDEN, tape.hidden());
      if (layer.cell().cell().hasCellState()) {
        INDArray cells =
            CellStates.of(layer, direction, before.get(StateMap.HIDDEN), before.get(StateMap.CELL));
        values.put(UnitTrack.CELL, cells);
        state.put(StateMap.CELL, last(cells));
      }
      state.put(StateMap.HIDDEN, last(tape.hidden()));
      if (layer.cell().readsBothWays()) {
        state.clear();
      }
      values.putAll(tape.gates());
      for (Map.Entry<String, INDArray> value : values.entrySet()) {
        int units = (int) value.getValue().size(1);
        UnitSeries series =
            all.computeIfAbsent(
                value.getKey(), name -> UnitSeries.empty(units * directions, steps));
        lay(value.getValue(), tape.order().places(), from, series, direction * units);
      }
    }
  }

  /** What a layer of a stack begins with. */
  private static Map<String, INDArray> initial(RecurrentReading layer, int direction) {
    List<RecurrentState> initial = layer.stack().orElseThrow().initial();
    Map<String, INDArray> before = new HashMap<>();
    if (!initial.isEmpty()) {
      before.put(StateMap.HIDDEN, initial.get(direction).hidden());
      before.put(StateMap.CELL, initial.get(direction).cell());
    }
    return before;
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
    for (int place = 0; place < newest.size(); place++) {
      RecurrentReading layer = newest.get(place);
      Map<String, UnitSeries> gates = new LinkedHashMap<>(series.get(place));
      UnitSeries hidden = gates.remove(UnitTrack.HIDDEN);
      if (hidden != null) {
        Optional<UnitSeries> cells = Optional.ofNullable(gates.remove(UnitTrack.CELL));
        layers.add(
            new LayerReading(
                layer.name(),
                layer.stack().map(this::stack),
                layer.cell().readsBothWays(),
                hidden,
                cells,
                gates));
      }
    }
    return layers;
  }

  private LayerReading.Stack stack(RecurrentReading.Stack of) {
    boolean[] reads = new boolean[steps];
    for (int step = 0; step < steps; step++) {
      reads[step] = row.getFeaturesMaskArray().getInt(0, step) == of.step();
    }
    return new LayerReading.Stack(of.name(), reads);
  }
}
