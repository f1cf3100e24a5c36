package unroll.layers.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final List<GradientProduct> gradientProducts = new ArrayList<>();
  private final FloatStore onesStore = new FloatStore();
  private int ones;

  private LayerInput input;
  private FloatWeights weights;
  private boolean hasInitialState;
  private int batch;
  private int sharesInUse;
  private int threads;

  public CpuKernel(Cell cell, int units) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    for (int i = 0; i < workers.count(); i++) {
      gradientProducts.add(GradientProduct.create());
    }
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
    if (weights == null) {
      weights = new FloatWeights((int) newWeights.input().size(0), units, width);
    }
    weights.begin(newWeights, input instanceof LayerInput.Ids);
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
    if (shares.get(0).order().count() == 0) {
      gradients.clear();
      return;
    }
    FloatPointer inputGradient = NativeMatrix.of(gradients.input());
    FloatPointer recurrentGradient = NativeMatrix.of(gradients.recurrent());
    List<FloatPointer> hiddenBefore = new ArrayList<>();
    for (FloatShare share : shares.subList(0, sharesInUse)) {
      hiddenBefore.add(share.hiddenBefore());
    }
    if (input instanceof LayerInput.Ids) {
      Pointer.memset(new FloatPointer(inputGradient), 0, inputGradient.limit() * Float.BYTES);
    }
    prepareOnes();
    int parts = threads;
    workers.run(
        parts,
        part -> {
          sumRecurrent(part, parts, hiddenBefore, new FloatPointer(recurrentGradient));
          if (input instanceof LayerInput.Ids symbols) {
            addRows(part, parts, symbols.ids(), new FloatPointer(inputGradient));
          } else {
            sumInput(part, parts, new FloatPointer(inputGradient));
          }
          sumBias(part, parts, gradients);
        });
  }

  private void sumRecurrent(
      int part, int parts, List<FloatPointer> hiddenBefore, FloatPointer gradient) {
    for (int i = 0; i < sharesInUse; i++) {
      multiplyTransposed(
          part,
          parts,
          units,
          new FloatPointer(hiddenBefore.get(i)).position(0),
          shares.get(i).recurrentSumGradients(),
          shares.get(i).order().count(),
          i == 0,
          gradient);
    }
  }

  private void sumInput(int part, int parts, FloatPointer gradient) {
    for (int i = 0; i < sharesInUse; i++) {
      multiplyTransposed(
          part,
          parts,
          weights.inputs(),
          shares.get(i).packedInput(),
          shares.get(i).sumGradients(),
          shares.get(i).order().count(),
          i == 0,
          gradient);
    }
  }

  /** {@code gradient (+)= a^T b} for this part of the rows of the gradient. */
  private void multiplyTransposed(
      int part,
      int parts,
      int rows,
      FloatPointer a,
      FloatPointer b,
      int count,
      boolean isFirst,
      FloatPointer gradient) {
    int from = rows * part / parts;
    int to = rows * (part + 1) / parts;
    if (to > from && count > 0) {
      gradientProducts
          .get(part)
          .multiply(
              new GradientProduct.Shape(
                  GradientProduct.rounded(count), to - from, width, rows, !isFirst),
              a.position(from),
              b,
              gradient.position((long) from * width));
    }
  }

  /** The gradient of a row of the input weights is the sum over the steps that read its symbol. */
  private void addRows(int part, int parts, int[] ids, FloatPointer gradient) {
    for (int i = 0; i < sharesInUse; i++) {
      int[] places = shares.get(i).order().places();
      FloatPointer sums = shares.get(i).sumGradients();
      for (int position = 0; position < places.length; position++) {
        int id = ids[places[position]];
        if (id >= 0 && id % parts == part) {
          openblas.cblas_saxpy(
              width,
              1,
              sums.position((long) position * width),
              1,
              gradient.position((long) id * width),
              1);
        }
      }
    }
  }

  private void sumBias(int part, int parts, CellWeights gradients) {
    int from = width * part / parts;
    int to = width * (part + 1) / parts;
    for (int i = 0; i < sharesInUse; i++) {
      FloatShare share = shares.get(i);
      sumColumns(from, to, share, share.sumGradients(), i == 0, gradients.bias());
      if (cell.hasRecurrentBias()) {
        sumColumns(
            from, to, share, share.recurrentSumGradients(), i == 0, gradients.recurrentBias());
      }
    }
  }

  private void sumColumns(
      int from, int to, FloatShare share, FloatPointer sums, boolean isFirst, INDArray gradient) {
    int count = share.order().count();
    if (to > from && count > 0) {
      openblas.cblas_sgemv(
          openblas.CblasRowMajor,
          openblas.CblasTrans,
          count,
          to - from,
          1,
          sums.position(from),
          width,
          onesStore.of(0),
          1,
          isFirst ? 0 : 1,
          NativeMatrix.of(gradient).position(from),
          1);
    }
  }

  private void prepareOnes() {
    int needed =
        shares.stream().limit(sharesInUse).mapToInt(s -> s.order().count()).max().orElse(0);
    if (needed > ones) {
      float[] row = new float[needed];
      Arrays.fill(row, 1);
      onesStore.of(needed).put(row, 0, needed);
      ones = needed;
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
