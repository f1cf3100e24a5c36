package unroll.layers.kernel;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.kernel.NativeRows.Place;

/** The fast kernel for processors, in floats. */
public final class CpuAttention implements AttentionKernel {
  private final Attention attention;
  private final GradientSums sums = new GradientSums();
  private FloatAttention floats;
  private int units;
  private int width;
  private PackedSteps targets;

  public CpuAttention(Attention attention) {
    this.attention = attention;
  }

  @Override
  public void read(INDArray source, int[][] places, AttentionWeights weights) {
    if (floats == null) {
      units = (int) weights.bias().length();
      width = (int) source.size(1);
      floats = new FloatAttention(attention, units, width, false);
    }
    floats.read(NativeMatrix.of(source), PackedSteps.of(places), weights);
    Reference.reachabilityFence(source);
  }

  @Override
  public void forward(INDArray states, int[][] places, int[] sources, INDArray output) {
    targets = PackedSteps.of(places);
    AttentionTape tape = floats.tape(0);
    tape.begin(new Looks(sources, targets.offsets()));
    gather(NativeMatrix.of(states), tape.states(0));
    floats.forward();
    scatter(tape.outputs(0), NativeMatrix.of(output));
    Reference.reachabilityFence(states);
    Reference.reachabilityFence(output);
  }

  @Override
  public void backward(
      INDArray gradient, AttentionWeights gradients, INDArray ofStates, INDArray ofSource) {
    AttentionTape tape = floats.tape(0);
    floats.beginBackward();
    tape.beginBackward();
    gather(NativeMatrix.of(gradient), tape.ofOutputs(0));
    floats.backward();
    scatter(tape.ofStates(0), NativeMatrix.of(ofStates));
    floats.finishBackward(NativeMatrix.of(ofSource));
    floats.addGradients(sums, 1, gradients);
    sums.run(Workers.shared().count());
    Reference.reachabilityFence(gradient);
    Reference.reachabilityFence(ofStates);
    Reference.reachabilityFence(ofSource);
  }

  private void gather(FloatPointer matrix, FloatPointer packed) {
    floats.rows(
        0,
        targets.count(),
        (share, from, count) ->
            new NativeRows(Place.of(packed, units), Place.of(matrix, units), units)
                .gather(from, targets.places(), from, from + count));
  }

  private void scatter(FloatPointer packed, FloatPointer matrix) {
    floats.rows(
        0,
        targets.count(),
        (share, from, count) ->
            new NativeRows(Place.of(matrix, units), Place.of(packed, units), units)
                .scatter(from, targets.places(), from, from + count));
  }

  @Override
  public INDArray alignment(int row) {
    AttentionTape tape = floats.tape(0);
    int steps = tape.looks().length(row);
    int sources = tape.sources().steps().length(tape.looks().sources()[row]);
    if (steps == 0 || sources == 0) {
      return null;
    }
    float[] numbers = new float[steps * sources];
    tape.alignment(row).get(numbers);
    return Nd4j.createFromArray(numbers).reshape('c', steps, sources);
  }
}
