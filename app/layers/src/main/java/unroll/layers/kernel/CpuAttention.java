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
      floats = new FloatAttention(attention, units, width);
    }
    floats.read(NativeMatrix.of(source), PackedSteps.of(places), weights);
    Reference.reachabilityFence(source);
  }

  @Override
  public void forward(INDArray states, int[][] places, int[] sources, INDArray output) {
    targets = PackedSteps.of(places);
    floats.begin(new Looks(sources, targets.offsets()));
    AttentionTape tape = floats.tape();
    gather(NativeMatrix.of(states), tape.states(0));
    floats.forward(0, sources.length);
    scatter(tape.outputs(0), NativeMatrix.of(output));
    Reference.reachabilityFence(states);
    Reference.reachabilityFence(output);
  }

  @Override
  public void backward(
      INDArray gradient, AttentionWeights gradients, INDArray ofStates, INDArray ofSource) {
    floats.beginBackward();
    AttentionTape tape = floats.tape();
    gather(NativeMatrix.of(gradient), tape.ofOutputs(0));
    floats.backward(0, targets.rows());
    scatter(tape.ofStates(0), NativeMatrix.of(ofStates));
    floats.finish(gradients, NativeMatrix.of(ofSource));
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
    AttentionTape tape = floats.tape();
    int steps = tape.looks().length(row);
    int sources = tape.sources().length(tape.looks().sources()[row]);
    if (steps == 0 || sources == 0) {
      return null;
    }
    float[] numbers = new float[steps * sources];
    tape.alignment(row).get(numbers);
    return Nd4j.createFromArray(numbers).reshape('c', steps, sources);
  }
}
