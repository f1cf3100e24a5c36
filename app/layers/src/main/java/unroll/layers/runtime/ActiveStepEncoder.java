package unroll.layers.runtime;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.KernelChoice;
import unroll.layers.StepEncoder;
import unroll.layers.kernel.CpuEmbedding;
import unroll.layers.kernel.CpuFrames;
import unroll.layers.kernel.EmbeddingKernel;
import unroll.layers.kernel.EncoderShape;
import unroll.layers.kernel.FrameBatch;
import unroll.layers.kernel.FrameKernel;
import unroll.layers.kernel.PortableEmbedding;
import unroll.layers.kernel.PortableFrames;

/** A {@link StepEncoder} with its parameters. */
public final class ActiveStepEncoder extends BaseLayer<StepEncoder> {
  private static final long serialVersionUID = 1L;

  private final transient EmbeddingKernel embedding;
  private final transient FrameKernel encoder;
  private transient StepContents contents;

  public ActiveStepEncoder(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    EncoderShape shape = layerConf().shape();
    KernelChoice choice = layerConf().getKernel();
    boolean canCompute = CpuFrames.canCompute(shape);
    boolean isCpu = KernelSelection.isCpu(choice, type, "StepEncoder") && canCompute;
    if (choice == KernelChoice.CPU && !canCompute) {
      throw new IllegalArgumentException(
          "StepEncoder: kernel: CPU convolves with oneDNN, which does not run here; expected AUTO"
              + " or PORTABLE");
    }
    this.embedding = isCpu ? new CpuEmbedding() : new PortableEmbedding();
    this.encoder = isCpu ? new CpuFrames(shape) : new PortableFrames(shape);
  }

  /** {@code [batch, unit, time]}, zero at steps that are masked or hold nothing. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireRightInput();
    long batch = input.size(0);
    long time = time();
    INDArray steps = input.rank() == 2 ? input.reshape(batch, input.size(1), 1) : input;
    contents = StepContents.read(steps, maskArray, layerConf().getSymbols(), name());
    INDArray parameters = parameters(training, workspaces);
    INDArray output =
        TimeMajor.create(
            workspaces,
            ArrayType.ACTIVATIONS,
            dataType,
            time,
            batch,
            layerConf().getNOut(),
            layerConf().getSymbols() == 0);
    if (layerConf().getSymbols() > 0) {
      embedding.forward(contents.ids(), symbols(parameters), output);
    }
    if (contents.frames().length > 0) {
      encoder.forward(frames(steps, training), ofEncoder(parameters), output, training);
    }
    return TimeMajor.view(output, time, batch);
  }

  /** One row of numbers a row is what DL4J hands over when it goes step by step. */
  private long time() {
    return input.rank() == 2 ? 1 : input.size(2);
  }

  private void requireRightInput() {
    if (input.rank() < 2 || input.rank() > 3 || input.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "%s: input: expected [batch, %d, time], got %s"
              .formatted(name(), layerConf().getNIn(), Arrays.toString(input.shape())));
    }
    if (maskArray != null
        && (maskArray.rank() != 2
            || maskArray.size(0) != input.size(0)
            || maskArray.size(1) != time())) {
      throw new IllegalArgumentException(
          "%s: mask: expected [%d, %d], got %s"
              .formatted(name(), input.size(0), time(), Arrays.toString(maskArray.shape())));
    }
  }

  /** All of the layer's parameters as one vector. */
  @SuppressWarnings("try")
  private INDArray parameters(boolean training, LayerWorkspaceMgr workspaces) {
    if (layerConf().getWeightNoise() == null) {
      return paramsFlattened.reshape(paramsFlattened.length());
    }
    // The backward pass reads them too.
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray[] noisy =
          params.keySet().stream()
              .map(key -> getParamWithNoise(key, training, workspaces).dup('c'))
              .map(array -> array.reshape(array.length()))
              .toArray(INDArray[]::new);
      return Nd4j.concat(0, noisy);
    }
  }

  private INDArray symbols(INDArray all) {
    long count = EncoderParameters.symbolNumbers(layerConf());
    return all.get(NDArrayIndex.interval(0, count))
        .reshape('c', layerConf().getSymbols(), layerConf().getNOut());
  }

  private INDArray ofEncoder(INDArray all) {
    long start = EncoderParameters.symbolNumbers(layerConf());
    return all.get(NDArrayIndex.interval(start, all.length()));
  }

  /** The frames, with a dropout drawn by ND4J's random numbers. */
  @SuppressWarnings("try")
  private FrameBatch frames(INDArray steps, boolean training) {
    double dropout = layerConf().getDropout();
    int[] places = contents.frames();
    // The backward pass reads them too.
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray kept =
          training && dropout > 0
              ? Nd4j.rand(dataType, places.length, layerConf().shape().lastHidden())
                  .gte(dropout)
                  .castTo(dataType)
                  .muli(1 / (1 - dropout))
              : null;
      return new FrameBatch(steps.castTo(dataType), places, kept);
    }
  }

  /** The first layer's input needs no gradient, so the second of the pair is null. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray outputGradient = TimeMajor.matrix(epsilon, dataType);
    INDArray all = gradientsFlattened.reshape(gradientsFlattened.length());
    if (layerConf().getSymbols() > 0) {
      embedding.backward(contents.ids(), outputGradient, symbols(all), false);
    }
    if (contents.frames().length > 0) {
      encoder.backward(outputGradient, ofEncoder(all));
    } else {
      ofEncoder(all).assign(0);
    }
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      gradient.setGradientFor(view.getKey(), view.getValue(), 'c');
    }
    return new Pair<>(gradient, null);
  }

  @Override
  public void setParams(INDArray params) {
    if (params != paramsFlattened) {
      setParams(params, 'c');
    }
  }

  /** Masked steps give zeros, which need no mask further on. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    this.maskArray = mask;
    this.maskState = state;
    return new Pair<>(mask, MaskState.Passthrough);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public void clear() {
    super.clear();
    contents = null;
  }

  private String name() {
    String given = layerConf().getLayerName();
    return "layer %d (StepEncoder%s)".formatted(index, given == null ? "" : " \"" + given + '"');
  }
}
