package unroll.layers.runtime;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SymbolEmbedding;
import unroll.layers.kernel.CpuEmbedding;
import unroll.layers.kernel.EmbeddingKernel;
import unroll.layers.kernel.EmbeddingStep;
import unroll.layers.kernel.PortableEmbedding;

/** A {@link SymbolEmbedding} with its parameter. */
public final class ActiveSymbolEmbedding extends BaseLayer<SymbolEmbedding> {
  private static final long serialVersionUID = 1L;

  private final transient EmbeddingKernel kernel;
  private transient int[] ids;

  public ActiveSymbolEmbedding(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernel =
        KernelSelection.isCpu(layerConf().getKernel(), type, "SymbolEmbedding")
            ? new CpuEmbedding()
            : new PortableEmbedding();
  }

  /** Whether the fast kernel computes. */
  boolean isCpu() {
    return kernel instanceof CpuEmbedding;
  }

  /** What looks up single rows of this layer's parameter. */
  EmbeddingStep step() {
    return new EmbeddingStep(getParam(EmbeddingParameters.WEIGHTS));
  }

  /** {@code [batch, unit, time]}, zero at masked steps. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireRightInput();
    long batch = input.size(0);
    long time = time();
    ids = readIds(batch, time);
    INDArray weights = getParamWithNoise(EmbeddingParameters.WEIGHTS, training, workspaces);
    INDArray output =
        TimeMajor.create(
            workspaces, ArrayType.ACTIVATIONS, dataType, time, batch, weights.size(1), false);
    kernel.forward(ids, weights.ordering() == 'c' ? weights : weights.dup('c'), output);
    if (training && layerConf().isTied() && gradientViews != null) {
      TiedEmbedding.markUnwritten(gradientViews.get(EmbeddingParameters.WEIGHTS));
    }
    return TimeMajor.view(output, time, batch);
  }

  /** One id a row is what DL4J hands over when it goes step by step. */
  private long time() {
    return input.rank() == 2 ? 1 : input.size(2);
  }

  private void requireRightInput() {
    if (input.rank() < 2 || input.rank() > 3 || input.size(1) != 1) {
      throw new IllegalArgumentException(
          "%s: input: expected ids [batch, 1, time], got %s"
              .formatted(name(), Arrays.toString(input.shape())));
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

  private int[] readIds(long batch, long time) {
    int[] read =
        SymbolIds.timeMajor(input.reshape(batch, 1, time), (int) layerConf().getNIn(), name());
    boolean[] masked = maskArray == null ? null : StepLabels.masked(maskArray);
    int paddingId = layerConf().getPaddingId();
    for (int i = 0; i < read.length; i++) {
      if (read[i] == paddingId || masked != null && masked[i]) {
        read[i] = SymbolEmbedding.NO_SYMBOL;
      }
    }
    return read;
  }

  /** Ids have no gradient, so the second of the pair is null. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    boolean isTied = layerConf().isTied();
    int paddingId = layerConf().getPaddingId();
    INDArray weightGradient = gradientViews.get(EmbeddingParameters.WEIGHTS);
    if (isTied) {
      TiedEmbedding.requireWritten(weightGradient, name());
    }
    kernel.backward(ids, TimeMajor.matrix(epsilon, dataType), weightGradient, isTied);
    if (isTied && paddingId != SymbolEmbedding.NO_PADDING) {
      weightGradient.getRow(paddingId).assign(0);
    }
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradient.setGradientFor(EmbeddingParameters.WEIGHTS, weightGradient, 'c');
    return new Pair<>(gradient, null);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    super.setBackpropGradientsViewArray(gradients);
    if (layerConf().isTied()) {
      TiedEmbedding.markUnwritten(gradientViews.get(EmbeddingParameters.WEIGHTS));
    }
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
  public boolean hasBias() {
    return false;
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
    ids = null;
  }

  private String name() {
    String given = layerConf().getLayerName();
    return "layer %d (SymbolEmbedding%s)"
        .formatted(index, given == null ? "" : " \"" + given + '"');
  }
}
