package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * An encoder in ND4J operations. The backward pass computes every block of frames again instead of
 * keeping what lies between.
 */
public final class PortableFrames implements FrameKernel {
  private static final int FRAMES_AT_ONCE = 64;

  private final EncoderShape shape;
  private FrameBatch frames;
  private INDArray pixels;
  private INDArray parameters;

  public PortableFrames(EncoderShape shape) {
    this.shape = shape;
  }

  @Override
  @SuppressWarnings("try")
  public void forward(
      FrameBatch newFrames, INDArray newParameters, INDArray output, boolean training) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray gathered = gather(newFrames);
      List<INDArray> weights = views(newParameters);
      for (int from = 0; from < newFrames.count(); from += FRAMES_AT_ONCE) {
        int to = Math.min(newFrames.count(), from + FRAMES_AT_ONCE);
        INDArray encoded = new Pass(weights, newFrames, gathered, from, to).output;
        for (int i = from; i < to; i++) {
          output.getRow(newFrames.places()[i]).assign(encoded.getRow(i - from));
        }
      }
      frames = training ? newFrames : null;
      pixels = training ? gathered : null;
      parameters = training ? newParameters : null;
    }
  }

  private INDArray gather(FrameBatch batch) {
    // Views of single frames of a view come out empty in ND4J 1.0.0-M2.1.
    INDArray input = batch.input().permute(2, 0, 1).dup('c');
    INDArray steps = input.reshape('c', input.size(0) * input.size(1), input.size(2));
    return Nd4j.pullRows(steps, 1, batch.places(), 'c')
        .get(NDArrayIndex.all(), NDArrayIndex.interval(1, 1 + shape.frame()))
        .dup('c');
  }

  @Override
  @SuppressWarnings("try")
  public void backward(INDArray outputGradient, INDArray gradient) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      gradient.assign(0);
      List<INDArray> weights = views(parameters);
      List<INDArray> gradients = views(gradient);
      INDArray ofFrames = Nd4j.pullRows(outputGradient, 1, frames.places(), 'c');
      for (int from = 0; from < frames.count(); from += FRAMES_AT_ONCE) {
        int to = Math.min(frames.count(), from + FRAMES_AT_ONCE);
        new Pass(weights, frames, pixels, from, to)
            .addGradients(ofFrames.get(NDArrayIndex.interval(from, to)), gradients);
      }
    }
    frames = null;
    pixels = null;
    parameters = null;
  }

  /** Weights and biases in turn. */
  private List<INDArray> views(INDArray flat) {
    List<INDArray> views = new ArrayList<>();
    for (EncoderShape.Part part : shape.parts()) {
      views.add(
          flat.get(NDArrayIndex.interval(part.start(), part.end())).reshape('c', part.shape()));
    }
    return views;
  }

  /** Some frames on their way through the encoder. */
  private final class Pass {
    private final List<INDArray> weights;

    /** Null for no dropout. */
    private final INDArray kept;

    private final List<PortableConvolution> convolutions = new ArrayList<>();

    /** What every dense map reads. */
    private final List<INDArray> inputs = new ArrayList<>();

    private final INDArray output;

    Pass(List<INDArray> weights, FrameBatch batch, INDArray pixels, int from, int to) {
      INDArrayIndex rows = NDArrayIndex.interval(from, to);
      this.weights = weights;
      this.kept = batch.kept() == null ? null : batch.kept().get(rows);
      this.output = encodeDense(convolve(pixels.get(rows)));
    }

    private INDArray convolve(INDArray pixelsOfBlock) {
      INDArray current = pixelsOfBlock;
      for (EncoderShape.Block block : shape.blocks()) {
        int part = 2 * convolutions.size();
        PortableConvolution convolution =
            PortableConvolution.of(block, weights.get(part), weights.get(part + 1), current);
        convolutions.add(convolution);
        current = convolution.output();
      }
      return current.reshape('c', current.size(0), shape.features());
    }

    private INDArray encodeDense(INDArray features) {
      INDArray current = features;
      for (int map = 0; map < shape.denseMaps(); map++) {
        boolean isLast = map == shape.denseMaps() - 1;
        if (isLast && kept != null) {
          current = current.mul(kept);
        }
        inputs.add(current);
        int part = 2 * (convolutions.size() + map);
        current = current.mmul(weights.get(part)).addiRowVector(weights.get(part + 1));
        current = isLast ? current : Transforms.relu(current, false);
      }
      return current;
    }

    void addGradients(INDArray outputGradient, List<INDArray> gradients) {
      INDArray gradient = outputGradient;
      for (int map = shape.denseMaps() - 1; map >= 0; map--) {
        INDArray input = inputs.get(map);
        int part = 2 * (convolutions.size() + map);
        gradients.get(part).addi(input.transpose().mmul(gradient));
        gradients.get(part + 1).addi(gradient.sum(0));
        gradient = gradient.mmul(weights.get(part).transpose());
        if (map == shape.denseMaps() - 1 && kept != null) {
          gradient.muli(kept);
        }
        if (map > 0) {
          gradient.muli(input.gt(0).castTo(gradient.dataType()));
        }
      }
      for (int i = convolutions.size() - 1; i >= 0; i--) {
        gradient =
            convolutions.get(i).backward(gradient, gradients.get(2 * i), gradients.get(2 * i + 1));
      }
    }
  }
}
