package unroll.layers.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.RecurrentState;

/** The reference kernel: ND4J operations only, for any backend, floats and doubles. */
public final class PortableKernel implements RecurrentKernel {
  private final Cell cell;
  private final int units;
  private final PortableCell arithmetic;

  private StepOrder order;
  private LayerInput input;
  private CellWeights weights;
  private INDArray packedInput;
  private PortableCell.Step[] tape;
  private boolean hasInitialState;

  public PortableKernel(Cell cell, int units) {
    this.cell = cell;
    this.units = units;
    this.arithmetic = PortableCell.of(cell);
  }

  @Override
  public RecurrentState forward(
      LayerInput newInput,
      StepOrder newOrder,
      CellWeights newWeights,
      RecurrentState initial,
      Columns output,
      boolean keepTape) {
    order = newOrder;
    input = newInput;
    weights = newWeights;
    hasInitialState = initial != null;
    INDArray finalHidden = slots(initial == null ? null : initial.hidden());
    INDArray finalCell =
        cell.hasCellState() ? slots(initial == null ? null : initial.cell()) : null;
    tape = new PortableCell.Step[keepTape ? order.steps() : 0];
    if (order.count() > 0) {
      packedInput = input instanceof LayerInput.Frames frames ? packed(frames.matrix()) : null;
      INDArray sums = inputSums();
      INDArray hidden = array(order.count(), units);
      INDArray before = finalHidden.dup('c');
      INDArray cellBefore = finalCell == null ? null : finalCell.dup('c');
      for (int step = 0; step < order.steps(); step++) {
        int slots = order.active(step);
        PortableCell.Step done =
            arithmetic.forward(
                rows(sums, order.offset(step), slots),
                recurrentSums(rows(before, 0, slots)),
                rows(before, 0, slots),
                cellBefore == null ? null : rows(cellBefore, 0, slots));
        before = done.after();
        cellBefore = done.cellAfter();
        rows(hidden, order.offset(step), slots).assign(before);
        rows(finalHidden, 0, slots).assign(before);
        if (cellBefore != null) {
          rows(finalCell, 0, slots).assign(cellBefore);
        }
        if (keepTape) {
          tape[step] = done;
        }
      }
      columns(output).assign(unpacked(hidden));
    }
    return new RecurrentState(batchRows(finalHidden), batchRows(finalCell));
  }

  /** What the newest pass kept of every step. Not to be changed. */
  PortableCell.Step[] tape() {
    return tape;
  }

  @Override
  public RecurrentState backward(
      Columns outputGradient,
      RecurrentState finalGradient,
      CellWeights gradients,
      InputGradient inputGradient) {
    INDArray gradient = slots(finalGradient == null ? null : finalGradient.hidden());
    INDArray cellGradient =
        cell.hasCellState() ? slots(finalGradient == null ? null : finalGradient.cell()) : null;
    if (order.count() == 0) {
      gradients.clear();
    } else {
      INDArray sums = array(order.count(), cell.gates() * units);
      INDArray recurrentSums = cell.hasRecurrentBias() ? sums.dup('c') : sums;
      INDArray hiddenBefore = array(order.count(), units);
      stepsBackward(
          packed(columns(outputGradient)),
          gradient,
          cellGradient,
          sums,
          recurrentSums,
          hiddenBefore);
      sumGradients(gradients, sums, recurrentSums, hiddenBefore);
      if (inputGradient != null) {
        INDArray ofInput = unpacked(sums.mmul(weights.input().transpose()));
        INDArray target = inputGradient.matrix();
        target.assign(inputGradient.isAdded() ? target.add(ofInput) : ofInput);
      }
    }
    return hasInitialState
        ? new RecurrentState(batchRows(gradient), batchRows(cellGradient))
        : null;
  }

  /** Leaves the gradients of the initial state in {@code gradient} and {@code cellGradient}. */
  private void stepsBackward(
      INDArray outputGradient,
      INDArray gradient,
      INDArray cellGradient,
      INDArray sums,
      INDArray recurrentSums,
      INDArray hiddenBefore) {
    for (int step = order.steps() - 1; step >= 0; step--) {
      int slots = order.active(step);
      int first = order.offset(step);
      INDArray here = rows(gradient, 0, slots);
      here.addi(rows(outputGradient, first, slots));
      INDArray cellHere = cellGradient == null ? null : rows(cellGradient, 0, slots);
      PortableCell.Gradients done = arithmetic.backward(tape[step], here, cellHere);
      rows(sums, first, slots).assign(done.sums());
      if (cell.hasRecurrentBias()) {
        rows(recurrentSums, first, slots).assign(done.recurrentSums());
      }
      rows(hiddenBefore, first, slots).assign(tape[step].before());
      INDArray before = done.recurrentSums().mmul(weights.recurrent().transpose());
      here.assign(done.before() == null ? before : before.addi(done.before()));
      if (cellHere != null) {
        cellHere.assign(done.cellBefore());
      }
    }
  }

  private void sumGradients(
      CellWeights gradients, INDArray sums, INDArray recurrentSums, INDArray hiddenBefore) {
    gradients.recurrent().assign(hiddenBefore.transpose().mmul(recurrentSums));
    gradients.bias().assign(sums.sum(0).reshape(gradients.bias().shape()));
    if (cell.hasRecurrentBias()) {
      gradients
          .recurrentBias()
          .assign(recurrentSums.sum(0).reshape(gradients.recurrentBias().shape()));
    }
    if (input instanceof LayerInput.Ids symbols) {
      gradients.input().assign(oneHot(symbols).transpose().mmul(sums));
    } else {
      gradients.input().assign(packedInput.transpose().mmul(sums));
    }
  }

  private INDArray inputSums() {
    INDArray sums =
        input instanceof LayerInput.Ids symbols
            ? weightRows(symbols)
            : packedInput.mmul(weights.input());
    return sums.addiRowVector(weights.bias().reshape(1, sums.size(1)));
  }

  private INDArray weightRows(LayerInput.Ids symbols) {
    int[] ids = Arrays.stream(order.places()).map(place -> symbols.ids()[place]).toArray();
    INDArray rows =
        Nd4j.pullRows(weights.input(), 1, Arrays.stream(ids).map(id -> Math.max(id, 0)).toArray());
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0) {
        rows.getRow(i).assign(0);
      }
    }
    return rows;
  }

  /** {@code [count, symbol]}. */
  private INDArray oneHot(LayerInput.Ids symbols) {
    INDArray oneHot = array(order.count(), weights.input().size(0));
    for (int i = 0; i < order.count(); i++) {
      int id = symbols.ids()[order.places()[i]];
      if (id >= 0) {
        oneHot.putScalar(i, id, 1);
      }
    }
    return oneHot;
  }

  private INDArray recurrentSums(INDArray before) {
    INDArray sums = before.mmul(weights.recurrent());
    return cell.hasRecurrentBias()
        ? sums.addiRowVector(weights.recurrentBias().reshape(1, sums.size(1)))
        : sums;
  }

  /** Rows of a matrix {@code [time * batch, .]} in this pass's order. */
  private INDArray packed(INDArray matrix) {
    return Nd4j.pullRows(matrix.dup('c'), 1, order.places());
  }

  /** The other way round, zeros at masked steps. */
  private INDArray unpacked(INDArray packed) {
    long width = packed.size(1);
    int[] places = new int[(int) totalRows()];
    Arrays.fill(places, order.count());
    for (int i = 0; i < order.count(); i++) {
      places[order.places()[i]] = i;
    }
    return Nd4j.pullRows(Nd4j.concat(0, packed.dup('c'), array(1, width)), 1, places);
  }

  private long totalRows() {
    return (long) order.time() * order.batch();
  }

  private INDArray slots(INDArray batchRows) {
    return batchRows == null
        ? array(order.slots(), units)
        : Nd4j.pullRows(batchRows.castTo(type()).dup('c'), 1, order.rows());
  }

  private INDArray batchRows(INDArray slots) {
    if (slots == null) {
      return null;
    }
    int[] slotOfRow = new int[order.batch()];
    for (int slot = 0; slot < order.slots(); slot++) {
      slotOfRow[order.row(slot)] = slot;
    }
    return Nd4j.pullRows(slots.dup('c'), 1, slotOfRow);
  }

  private static INDArray columns(Columns columns) {
    return columns
        .matrix()
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(columns.first(), columns.first() + columns.count()));
  }

  private static INDArray rows(INDArray matrix, int from, int count) {
    return matrix.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
  }

  private INDArray array(long rows, long columns) {
    return Nd4j.create(type(), new long[] {rows, columns}, 'c');
  }

  private DataType type() {
    return weights.input().dataType();
  }
}
