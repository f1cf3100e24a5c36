package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.RecurrentState;

/** The reference: ND4J operations only, all rows of a step at once. */
public final class PortableFedDecoder implements FedDecoder {
  private final Attention attention;
  private final List<PortableCell> arithmetic = new ArrayList<>();
  private final List<Cell> cells;

  private int[][] sourcePlaces;
  private INDArray source;
  private List<CellWeights> weights;
  private AttentionWeights attentionWeights;
  private StepOrder order;
  private int[] sources;
  private List<INDArray> dropped;
  private INDArray fed;
  private INDArray output;
  private final List<Tape> tapes = new ArrayList<>();

  /** What a step keeps: of every layer its input and its cell's step, and how it looked. */
  private record Tape(
      List<INDArray> inputs, List<PortableCell.Step> done, AttentionKernel looking) {}

  public PortableFedDecoder(List<Cell> cells, Attention attention) {
    this.cells = List.copyOf(cells);
    this.attention = attention;
    cells.forEach(cell -> arithmetic.add(PortableCell.of(cell)));
  }

  @Override
  public void read(INDArray newSource, int[][] places, Weights newWeights) {
    source = newSource;
    sourcePlaces = places;
    weights = newWeights.layers();
    attentionWeights = newWeights.attention();
  }

  @Override
  public State forward(Batch batch, State initial, INDArray newOutput) {
    order = batch.order();
    sources = batch.sources();
    dropped = batch.factors();
    output = newOutput;
    tapes.clear();
    List<INDArray> hidden = new ArrayList<>();
    List<INDArray> memory = new ArrayList<>();
    for (RecurrentState state : initial.layers()) {
      hidden.add(slots(state.hidden()));
      memory.add(slots(state.cell()));
    }
    INDArray states = Nd4j.create(type(), new long[] {rows(), units()}, 'c');
    fed =
        initial.given() == null
            ? Nd4j.create(type(), new long[] {order.slots(), units()}, 'c')
            : slots(initial.given());
    for (int step = 0; step < order.steps(); step++) {
      tapes.add(forward(step, batch.input(), hidden, memory, states));
    }
    return new State(ofRows(hidden, memory), ofRows(fed));
  }

  private Tape forward(
      int step, INDArray input, List<INDArray> hidden, List<INDArray> memory, INDArray states) {
    int slots = order.active(step);
    int[] places = places(step);
    List<INDArray> inputs = new ArrayList<>();
    List<PortableCell.Step> done = new ArrayList<>();
    INDArray below =
        Nd4j.concat(1, Nd4j.pullRows(input, 1, places), PortableRows.first(fed, slots).dup('c'));
    for (int layer = 0; layer < weights.size(); layer++) {
      INDArray factors = dropped.get(layer);
      below = factors == null ? below : below.mul(Nd4j.pullRows(factors, 1, places));
      CellWeights own = weights.get(layer);
      INDArray before = PortableRows.first(hidden.get(layer), slots).dup('c');
      INDArray cellBefore =
          memory.get(layer) == null ? null : PortableRows.first(memory.get(layer), slots).dup('c');
      INDArray recurrent = before.mmul(own.recurrent());
      if (cells.get(layer).hasRecurrentBias()) {
        recurrent.addiRowVector(PortableRows.row(own.recurrentBias()));
      }
      PortableCell.Step now =
          arithmetic
              .get(layer)
              .forward(
                  below.mmul(own.input()).addiRowVector(PortableRows.row(own.bias())),
                  recurrent,
                  before,
                  cellBefore);
      inputs.add(below);
      done.add(now);
      PortableRows.first(hidden.get(layer), slots).assign(now.after());
      if (cellBefore != null) {
        PortableRows.first(memory.get(layer), slots).assign(now.cellAfter());
      }
      below = now.after();
    }
    PortableRows.put(below, places, states);
    AttentionKernel looking = new PortableAttention(attention);
    looking.read(source, sourcePlaces, attentionWeights);
    looking.forward(states, only(step), sources, output);
    PortableRows.first(fed, slots).assign(Nd4j.pullRows(output, 1, places));
    return new Tape(inputs, done, looking);
  }

  @Override
  public List<RecurrentState> backward(
      INDArray gradient, Weights ofWeights, INDArray ofInput, INDArray ofSource) {
    List<CellWeights> gradients = ofWeights.layers();
    AttentionWeights ofAttention = ofWeights.attention();
    gradients.forEach(CellWeights::clear);
    ofAttention.clear();
    INDArray ofOutput = gradient.dup('c');
    List<INDArray> ofHidden = new ArrayList<>();
    List<INDArray> ofMemory = new ArrayList<>();
    for (int layer = 0; layer < weights.size(); layer++) {
      long[] shape = {order.slots(), weights.get(layer).recurrent().size(0)};
      ofHidden.add(Nd4j.create(type(), shape, 'c'));
      ofMemory.add(cells.get(layer).hasCellState() ? Nd4j.create(type(), shape, 'c') : null);
    }
    INDArray ofFed = Nd4j.create(type(), new long[] {order.slots(), units()}, 'c');
    for (int step = order.steps() - 1; step >= 0; step--) {
      PortableRows.add(PortableRows.first(ofFed, order.active(step)), places(step), ofOutput);
      ofFed.assign(0);
      INDArray below =
          backward(step, ofOutput, gradients, ofAttention, ofSource, ofHidden, ofMemory);
      long width = below.size(1) - units();
      PortableRows.put(PortableRows.columns(below, 0, width), places(step), ofInput);
      PortableRows.first(ofFed, order.active(step))
          .assign(PortableRows.columns(below, width, below.size(1)));
    }
    return ofRows(ofHidden, ofMemory);
  }

  private INDArray backward(
      int step,
      INDArray ofOutput,
      List<CellWeights> gradients,
      AttentionWeights ofAttention,
      INDArray ofSource,
      List<INDArray> ofHidden,
      List<INDArray> ofMemory) {
    int slots = order.active(step);
    int[] places = places(step);
    Tape tape = tapes.get(step);
    INDArray above = lookBack(tape.looking(), ofOutput, ofAttention, ofSource, places);
    for (int layer = weights.size() - 1; layer >= 0; layer--) {
      INDArray hidden = PortableRows.first(ofHidden.get(layer), slots);
      hidden.addi(above);
      INDArray memory =
          ofMemory.get(layer) == null ? null : PortableRows.first(ofMemory.get(layer), slots);
      PortableCell.Step kept = tape.done().get(layer);
      PortableCell.Gradients done =
          arithmetic
              .get(layer)
              .backward(kept, hidden.dup('c'), memory == null ? null : memory.dup('c'));
      CellWeights own = weights.get(layer);
      CellWeights sum = gradients.get(layer);
      sum.input().addi(tape.inputs().get(layer).transpose().mmul(done.sums()));
      sum.recurrent().addi(kept.before().transpose().mmul(done.recurrentSums()));
      sum.bias().addi(done.sums().sum(0).reshape(sum.bias().shape()));
      if (sum.recurrentBias() != null) {
        sum.recurrentBias().addi(done.recurrentSums().sum(0).reshape(sum.recurrentBias().shape()));
      }
      INDArray before = done.recurrentSums().mmul(own.recurrent().transpose());
      hidden.assign(done.before() == null ? before : before.addi(done.before()));
      if (memory != null) {
        memory.assign(done.cellBefore());
      }
      above = done.sums().mmul(own.input().transpose());
      if (dropped.get(layer) != null) {
        above.muli(Nd4j.pullRows(dropped.get(layer), 1, places));
      }
    }
    return above;
  }

  /** The gradient of the top layer's states at a step's places. */
  private INDArray lookBack(
      AttentionKernel looking,
      INDArray ofOutput,
      AttentionWeights ofAttention,
      INDArray ofSource,
      int[] places) {
    AttentionWeights part = ofAttention.like();
    INDArray ofStates = Nd4j.create(type(), new long[] {rows(), units()}, 'c');
    INDArray sourcePart = ofSource.like();
    looking.backward(ofOutput, part, ofStates, sourcePart);
    ofAttention.add(part);
    ofSource.addi(sourcePart);
    return Nd4j.pullRows(ofStates, 1, places);
  }

  @Override
  public INDArray alignment(int row) {
    int steps = 0;
    for (int slot = 0; slot < order.slots(); slot++) {
      steps = order.row(slot) == row ? order.length(slot) : steps;
    }
    if (steps == 0 || sourcePlaces[sources[row]].length == 0) {
      return null;
    }
    List<INDArray> all = new ArrayList<>();
    for (Tape tape : tapes.subList(0, steps)) {
      all.add(tape.looking().alignment(row));
    }
    return Nd4j.concat(0, all.toArray(INDArray[]::new));
  }

  /** Places of a step's targets, row by row. */
  private int[][] only(int step) {
    int[][] targets = new int[order.batch()][0];
    int[] places = places(step);
    for (int slot = 0; slot < places.length; slot++) {
      targets[order.row(slot)] = new int[] {places[slot]};
    }
    return targets;
  }

  private int[] places(int step) {
    return Arrays.copyOfRange(
        order.places(), order.offset(step), order.offset(step) + order.active(step));
  }

  private INDArray slots(INDArray rows) {
    return rows == null ? null : Nd4j.pullRows(rows.dup('c'), 1, order.rows());
  }

  private List<RecurrentState> ofRows(List<INDArray> hidden, List<INDArray> memory) {
    List<RecurrentState> states = new ArrayList<>();
    for (int layer = 0; layer < hidden.size(); layer++) {
      states.add(new RecurrentState(ofRows(hidden.get(layer)), ofRows(memory.get(layer))));
    }
    return states;
  }

  private INDArray ofRows(INDArray slots) {
    if (slots == null) {
      return null;
    }
    int[] slotOfRow = new int[order.batch()];
    for (int slot = 0; slot < order.slots(); slot++) {
      slotOfRow[order.row(slot)] = slot;
    }
    return Nd4j.pullRows(slots, 1, slotOfRow);
  }

  private long rows() {
    return (long) order.time() * order.batch();
  }

  private long units() {
    return attentionWeights.bias().length();
  }

  private DataType type() {
    return attentionWeights.bias().dataType();
  }
}
