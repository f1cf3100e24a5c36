package unroll.layers.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.NativeRows.Place;

/**
 * The fast kernel for processors, in floats. The rows of a batch are shared among threads; each
 * goes through all steps of its own. The gradients of the weights are products over all steps.
 */
public final class CpuFedDecoder implements FedDecoder {
  private static final double FEWEST_PRODUCTS_TO_SHARE = 1e6;

  private final List<Cell> cells;
  private final Attention attention;
  private final Workers workers = Workers.shared();
  private final GradientSums sums = new GradientSums();
  private final List<FedShare> shares = new ArrayList<>();
  private FloatAttention looking;
  private FedWeights weights;
  private int units;
  private int batch;
  private int sharesInUse;

  public CpuFedDecoder(List<Cell> cells, Attention attention) {
    this.cells = List.copyOf(cells);
    this.attention = attention;
  }

  @Override
  public void read(INDArray source, int[][] places, Weights newWeights) {
    if (looking == null) {
      units = (int) newWeights.attention().bias().length();
      looking = new FloatAttention(attention, units, (int) source.size(1), true);
      weights = new FedWeights(cells, newWeights.layers(), units);
      for (int i = 0; i < workers.count(); i++) {
        shares.add(new FedShare(cells, units, weights, looking.share(i), looking.tape(i)));
      }
    }
    looking.read(NativeMatrix.of(source), PackedSteps.of(places), newWeights.attention());
    weights.begin(newWeights.layers());
    Reference.reachabilityFence(source);
  }

  @Override
  public State forward(Batch newBatch, State initial, INDArray output) {
    StepOrder order = newBatch.order();
    batch = order.batch();
    FloatWeights lowest = weights.layers().get(0);
    double products = (double) order.count() * lowest.width() * (lowest.inputs() + 2.0 * units);
    List<StepOrder> orders =
        order.shares(products > FEWEST_PRODUCTS_TO_SHARE ? workers.count() : 1);
    sharesInUse = orders.size();
    float[][] hidden = new float[cells.size()][];
    float[][] memory = new float[cells.size()][];
    for (int i = 0; i < cells.size(); i++) {
      hidden[i] = numbers(initial.layers().get(i).hidden());
      memory[i] = numbers(initial.layers().get(i).cell());
    }
    float[] given = numbers(initial.given());
    Place place = Place.of(NativeMatrix.of(output), units);
    workers.run(
        sharesInUse,
        i -> {
          shares.get(i).begin(newBatch, orders.get(i), hidden, memory, given);
          shares.get(i).forward(place);
        });
    Reference.reachabilityFence(newBatch);
    Reference.reachabilityFence(output);
    float[] last = new float[batch * units];
    shares.subList(0, sharesInUse).forEach(share -> share.finalGiven(last));
    return new State(gathered(FedLayer::finalStates), array(last));
  }

  @Override
  public List<RecurrentState> backward(
      INDArray gradient, Weights gradients, INDArray ofInput, INDArray ofSource) {
    weights.beginBackward();
    looking.beginBackward();
    Place from = Place.of(NativeMatrix.of(gradient), units);
    Place to = Place.of(NativeMatrix.of(ofInput), weights.layers().get(0).inputs());
    workers.run(sharesInUse, i -> shares.get(i).backward(from, to));
    looking.finishBackward(NativeMatrix.of(ofSource));
    looking.addGradients(sums, sharesInUse, gradients.attention());
    for (int i = 0; i < cells.size(); i++) {
      addGradients(i, gradients.layers().get(i));
    }
    sums.run(sharesInUse);
    Reference.reachabilityFence(gradient);
    Reference.reachabilityFence(gradients);
    Reference.reachabilityFence(ofInput);
    Reference.reachabilityFence(ofSource);
    return gathered(FedLayer::initialGradients);
  }

  private void addGradients(int index, CellWeights gradients) {
    FloatWeights own = weights.layers().get(index);
    int inputs = own.inputs();
    int width = own.width();
    int ownUnits = width / cells.get(index).gates();
    FloatPointer input = NativeMatrix.of(gradients.input());
    GradientSums.ProductSum ofInput = sums.ofProducts(input, inputs, width);
    GradientSums.ProductSum ofGiven =
        index > 0
            ? null
            : sums.ofProducts(
                new FloatPointer(input).position((long) inputs * width), units, width);
    GradientSums.ProductSum recurrent =
        sums.ofProducts(NativeMatrix.of(gradients.recurrent()), ownUnits, width);
    GradientSums.ColumnSum bias = sums.ofColumns(NativeMatrix.of(gradients.bias()), width);
    GradientSums.ColumnSum recurrentBias =
        gradients.recurrentBias() == null
            ? null
            : sums.ofColumns(NativeMatrix.of(gradients.recurrentBias()), width);
    for (FedShare share : shares.subList(0, sharesInUse)) {
      FedLayer layer = share.layer(index);
      int count = share.order().count();
      ofInput.add(layer.inputs(0), layer.sums(0), count);
      if (ofGiven != null) {
        ofGiven.add(share.given(0), layer.sums(0), count);
      }
      recurrent.add(layer.before(0), layer.recurrentSums(0), count);
      bias.add(layer.sums(0), count);
      if (recurrentBias != null) {
        recurrentBias.add(layer.recurrentSums(0), count);
      }
    }
  }

  /** Reads something of a layer of every share. */
  private interface Reading {
    void read(FedLayer layer, float[] hidden, float[] memory);
  }

  private List<RecurrentState> gathered(Reading reading) {
    List<RecurrentState> states = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int numbers = batch * weights.layers().get(i).width() / cells.get(i).gates();
      float[] hidden = new float[numbers];
      float[] memory = cells.get(i).hasCellState() ? new float[numbers] : null;
      for (FedShare share : shares.subList(0, sharesInUse)) {
        reading.read(share.layer(i), hidden, memory);
      }
      states.add(new RecurrentState(array(hidden), memory == null ? null : array(memory)));
    }
    return states;
  }

  private INDArray array(float[] numbers) {
    return Nd4j.createFromArray(numbers).reshape('c', batch, numbers.length / batch);
  }

  private static float[] numbers(INDArray array) {
    return array == null ? null : array.dup('c').data().asFloat();
  }

  @Override
  public INDArray alignment(int row) {
    for (int i = 0; i < sharesInUse; i++) {
      StepOrder order = shares.get(i).order();
      for (int slot = 0; slot < order.slots(); slot++) {
        if (order.row(slot) == row) {
          return alignment(looking.tape(i), order, slot);
        }
      }
    }
    throw new IllegalArgumentException("no row " + row);
  }

  private static INDArray alignment(AttentionTape tape, StepOrder order, int slot) {
    int steps = order.length(slot);
    if (steps == 0) {
      return null;
    }
    int sources = tape.sources().steps().length(tape.looks().sources()[slot]);
    float[] numbers = new float[steps * sources];
    for (int step = 0; step < steps; step++) {
      tape.alignment(order.offset(step) + slot).get(numbers, step * sources, sources);
    }
    return sources == 0 ? null : Nd4j.createFromArray(numbers).reshape('c', steps, sources);
  }
}
