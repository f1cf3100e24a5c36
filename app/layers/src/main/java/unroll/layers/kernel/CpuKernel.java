package unroll.layers.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.NativeRows.Place;

/**
 * The fast kernel for processors, in floats. The rows of a batch are shared among threads; each
 * goes through all steps of its own: one product of all its inputs with the input weights, then a
 * small product and the gates a step. The gradients of the weights are products over all steps,
 * shared by rows of the weights.
 */
public final class CpuKernel implements RecurrentKernel {
  private static final double FEWEST_PRODUCTS_TO_SHARE = 1e6;

  private final Cell cell;
  private final int units;
  private final int width;
  private final Workers workers = Workers.shared();
  private final List<FloatShare> shares = new ArrayList<>();
  private final GradientSums sums = new GradientSums();

  private LayerInput input;
  private FloatWeights weights;
  private boolean areWeightsHeld;
  private boolean hasInitialState;
  private int batch;
  private int sharesInUse;
  private int threads;

  public CpuKernel(Cell cell, int units) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
  }

  @Override
  public RecurrentState forward(
      LayerInput newInput,
      StepOrder order,
      CellWeights newWeights,
      RecurrentState initial,
      Columns output,
      boolean keepTape) {
    input = newInput;
    if (!areWeightsHeld) {
      take(newWeights, input instanceof LayerInput.Ids);
    }
    hasInitialState = initial != null;
    batch = order.batch();
    threads = isWorthSharing(order.count(), newWeights.input().size(0)) ? workers.count() : 1;
    List<StepOrder> orders = order.shares(threads);
    sharesInUse = orders.size();
    while (shares.size() < sharesInUse) {
      shares.add(new FloatShare(cell, units, weights));
    }
    float[] hidden = initial == null ? null : numbers(initial.hidden());
    float[] cells = initial == null || initial.cell() == null ? null : numbers(initial.cell());
    Place place = place(output);
    workers.run(
        sharesInUse,
        i -> {
          FloatShare share = shares.get(i);
          share.begin(input, orders.get(i), hidden, cells, keepTape);
          share.forward(place);
        });
    // A pointer into an array does not keep the array.
    Reference.reachabilityFence(output);
    return gathered(FloatShare::finalStates);
  }

  /** Packs weights for good: passes forward from now on read these, whatever they are given. */
  public void hold(CellWeights newWeights) {
    take(newWeights, false);
    areWeightsHeld = true;
  }

  private void take(CellWeights newWeights, boolean readsSymbols) {
    if (weights == null) {
      weights = new FloatWeights((int) newWeights.input().size(0), units, width);
    }
    weights.begin(newWeights, readsSymbols);
  }

  @Override
  public RecurrentState backward(
      Columns outputGradient,
      RecurrentState finalGradient,
      CellWeights gradients,
      InputGradient inputGradient) {
    weights.beginBackward(inputGradient != null);
    float[] hidden = finalGradient == null ? null : numbers(finalGradient.hidden());
    float[] cells =
        finalGradient == null || finalGradient.cell() == null
            ? null
            : numbers(finalGradient.cell());
    Place place = place(outputGradient);
    workers.run(
        sharesInUse,
        i -> {
          FloatShare share = shares.get(i);
          share.backward(place, hidden, cells, hasInitialState);
          if (inputGradient != null) {
            share.inputGradient(inputGradient);
          }
        });
    Reference.reachabilityFence(outputGradient);
    sumGradients(gradients);
    Reference.reachabilityFence(gradients);
    return hasInitialState ? gathered(FloatShare::initialGradients) : null;
  }

  /** Below this waking a thread takes longer than what it would take off the calling one. */
  private boolean isWorthSharing(int steps, long inputs) {
    return (double) steps * width * (inputs + units) > FEWEST_PRODUCTS_TO_SHARE;
  }

  private void sumGradients(CellWeights gradients) {
    FloatPointer ofInput = NativeMatrix.of(gradients.input());
    boolean readsSymbols = input instanceof LayerInput.Ids;
    GradientSums.ProductSum recurrent =
        sums.ofProducts(NativeMatrix.of(gradients.recurrent()), units, width);
    GradientSums.ProductSum matrix =
        readsSymbols ? null : sums.ofProducts(ofInput, weights.inputs(), width);
    GradientSums.ColumnSum bias = sums.ofColumns(NativeMatrix.of(gradients.bias()), width);
    GradientSums.ColumnSum recurrentBias =
        cell.hasRecurrentBias()
            ? sums.ofColumns(NativeMatrix.of(gradients.recurrentBias()), width)
            : null;
    for (FloatShare share : shares.subList(0, sharesInUse)) {
      int count = share.order().count();
      recurrent.add(share.hiddenBefore(), share.recurrentSumGradients(), count);
      bias.add(share.sumGradients(), count);
      if (matrix != null) {
        matrix.add(share.packedInput(), share.sumGradients(), count);
      }
      if (recurrentBias != null) {
        recurrentBias.add(share.recurrentSumGradients(), count);
      }
    }
    if (readsSymbols) {
      Pointer.memset(new FloatPointer(ofInput), 0, ofInput.limit() * Float.BYTES);
    }
    sums.run(
        threads,
        part -> {
          if (input instanceof LayerInput.Ids symbols) {
            addRows(part, threads, symbols.ids(), new FloatPointer(ofInput));
          }
        });
  }

  /** The gradient of a row of the input weights is the sum over the steps that read its symbol. */
  private void addRows(int part, int parts, int[] ids, FloatPointer gradient) {
    for (int i = 0; i < sharesInUse; i++) {
      int[] places = shares.get(i).order().places();
      FloatPointer ofSums = shares.get(i).sumGradients();
      for (int position = 0; position < places.length; position++) {
        int id = ids[places[position]];
        if (id >= 0 && id % parts == part) {
          openblas.cblas_saxpy(
              width,
              1,
              ofSums.position((long) position * width),
              1,
              gradient.position((long) id * width),
              1);
        }
      }
    }
  }

  /** Reads something of every share's rows. */
  private interface Reading {
    void read(FloatShare share, float[] hidden, float[] cells);
  }

  private RecurrentState gathered(Reading reading) {
    float[] hidden = new float[batch * units];
    float[] cells = cell.hasCellState() ? new float[batch * units] : null;
    for (FloatShare share : shares.subList(0, sharesInUse)) {
      reading.read(share, hidden, cells);
    }
    return new RecurrentState(array(hidden), cells == null ? null : array(cells));
  }

  private INDArray array(float[] numbers) {
    return Nd4j.createFromArray(numbers).reshape('c', batch, units);
  }

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private static Place place(Columns columns) {
    return new Place(
        NativeMatrix.of(columns.matrix()), (int) columns.matrix().size(1), columns.first());
  }
}
