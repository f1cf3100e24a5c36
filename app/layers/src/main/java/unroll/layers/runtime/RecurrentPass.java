package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Pooling;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.Columns;
import unroll.layers.kernel.CpuKernel;
import unroll.layers.kernel.InputGradient;
import unroll.layers.kernel.LayerInput;
import unroll.layers.kernel.PortableKernel;
import unroll.layers.kernel.RecurrentKernel;
import unroll.layers.kernel.StepOrder;

/** All directions of a recurrent layer over a batch, merged and pooled, forward and back. */
final class RecurrentPass {
  private final RecurrentCell layer;
  private final DataType type;
  private final int units;
  private final List<RecurrentKernel> kernels = new ArrayList<>();

  /** States of all steps, where only this pass reads them. */
  private final SpareMatrix states;

  private List<RecurrentState> initialStates = List.of();
  private List<RecurrentState> finalStates = List.of();
  private List<RecurrentState> finalStateGradients = List.of();
  private List<RecurrentState> initialStateGradients = List.of();
  private PooledSteps pooledBefore = PooledSteps.NONE;
  private PooledSteps pooled = PooledSteps.NONE;

  private boolean readsSymbols;
  private int time;
  private int batch;
  private boolean isMasked;
  private INDArray bothDirections;
  private INDArray lastOfBoth;
  private StepPooling stepPooling;

  /** What a pooling has seen of the steps so far: sums or maxima, and the number of steps a row. */
  record PooledSteps(INDArray values, double[] counts) {
    static final PooledSteps NONE = new PooledSteps(null, null);
  }

  RecurrentPass(RecurrentCell layer, DataType type, String name) {
    this.layer = layer;
    this.type = type;
    this.units = (int) layer.getNOut();
    this.states = new SpareMatrix(type);
    boolean isCpu = KernelSelection.isCpu(layer.getKernel(), type, name);
    for (int i = 0; i < RecurrentParameters.directions(layer).size(); i++) {
      kernels.add(
          isCpu ? new CpuKernel(layer.cell(), units) : new PortableKernel(layer.cell(), units));
    }
  }

  /** Whether the fast kernel computes. */
  boolean isCpu() {
    return kernels.get(0) instanceof CpuKernel;
  }

  /** Prepares weights of matrices, one a direction, for many passes without a way back. */
  void hold(List<CellWeights> weights) {
    for (int direction = 0; direction < kernels.size(); direction++) {
      if (kernels.get(direction) instanceof CpuKernel kernel) {
        kernel.hold(weights.get(direction));
      }
    }
  }

  void setInitialStates(List<RecurrentState> states) {
    initialStates = states;
  }

  List<RecurrentState> finalStates() {
    return finalStates;
  }

  /** The next pass begins with zeros, whether the newest one succeeded or not. */
  void forgetBefore() {
    initialStates = List.of();
    pooledBefore = PooledSteps.NONE;
  }

  void setFinalStateGradients(List<RecurrentState> gradients) {
    finalStateGradients = gradients;
  }

  List<RecurrentState> initialStateGradients() {
    return initialStateGradients;
  }

  /** What the next pass goes on from where it pools. */
  void setPooledBefore(PooledSteps steps) {
    pooledBefore = steps;
  }

  PooledSteps pooled() {
    return pooled;
  }

  /**
   * @throws IllegalArgumentException if the initial states are of another batch or layer
   */
  void requireStates(int rows, String name) {
    for (RecurrentState state : initialStates) {
      InputCheck.requireState(state.hidden(), rows, layer, name);
      if (state.cell() != null) {
        InputCheck.requireState(state.cell(), rows, layer, name);
      }
    }
  }

  /**
   * Reads a batch.
   *
   * @param input matrix or ids
   * @param mask {@code [batch, time]}, null for none
   * @param weights one a direction
   * @return {@code [batch, output, time]} or, pooled, {@code [batch, output]}
   */
  @SuppressWarnings("try")
  INDArray forward(
      LayerInput input,
      int newTime,
      int newBatch,
      INDArray mask,
      List<CellWeights> weights,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    time = newTime;
    batch = newBatch;
    isMasked = mask != null;
    readsSymbols = input instanceof LayerInput.Ids;
    int width = kernels.size() * units;
    boolean isComputedFurther = layer.outputSize() != width || layer.getPooling() != null;
    INDArray both =
        isComputedFurther
            ? null
            : TimeMajor.create(
                workspaces, ArrayType.ACTIVATIONS, type, time, batch, width, isMasked);
    INDArray output;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      if (both == null) {
        both = states.zeros((long) time * batch, width);
      }
      readDirections(input, mask, weights, both, training);
      output = isComputedFurther ? computeFurther(both, mask, training) : both;
    }
    if (layer.getPooling() != null) {
      return workspaces.dup(ArrayType.ACTIVATIONS, output, 'c');
    }
    return TimeMajor.view(
        isComputedFurther ? workspaces.dup(ArrayType.ACTIVATIONS, output, 'c') : output,
        time,
        batch);
  }

  private void readDirections(
      LayerInput input, INDArray mask, List<CellWeights> weights, INDArray both, boolean training) {
    List<RecurrentState> ended = new ArrayList<>();
    for (int direction = 0; direction < kernels.size(); direction++) {
      ended.add(
          kernels
              .get(direction)
              .forward(
                  input,
                  StepOrder.of(mask, batch, time, direction == 1),
                  weights.get(direction),
                  direction < initialStates.size() ? initialStates.get(direction) : null,
                  new Columns(both, direction * units, units),
                  training));
    }
    finalStates = ended;
  }

  private INDArray computeFurther(INDArray both, INDArray mask, boolean training) {
    bothDirections = training ? both : null;
    if (layer.getPooling() == null) {
      return Merging.merged(layer.getMerge(), both);
    } else if (layer.getPooling() == Pooling.LAST) {
      INDArray last = finalStates.get(0).hidden();
      if (kernels.size() == 2) {
        last = Nd4j.concat(1, last, finalStates.get(1).hidden());
      }
      lastOfBoth = training ? last : null;
      return Merging.merged(layer.getMerge(), last);
    }
    stepPooling = new StepPooling(layer.getPooling(), time, batch, mask);
    INDArray merged = Merging.merged(layer.getMerge(), both);
    INDArray sum = stepPooling.pool(merged, pooledBefore.values(), pooledBefore.counts());
    pooled = new PooledSteps(sum, stepPooling.counts());
    return stepPooling.result(sum);
  }

  /**
   * Goes back through the newest pass.
   *
   * @param epsilon gradient of the output
   * @param gradients one a direction, overwritten
   * @return {@code [time * batch, input]}, null where ids were read
   */
  @SuppressWarnings("try")
  INDArray backward(INDArray epsilon, List<CellWeights> gradients, LayerWorkspaceMgr workspaces) {
    INDArray inputGradient =
        readsSymbols
            ? null
            : TimeMajor.create(
                workspaces, ArrayType.ACTIVATION_GRAD, type, time, batch, layer.getNIn(), isMasked);
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray ofFinal = null;
      INDArray ofSteps;
      if (layer.getPooling() == Pooling.LAST) {
        ofFinal = Merging.backward(layer.getMerge(), lastOfBoth, epsilon.castTo(type));
        ofSteps = Nd4j.create(type, new long[] {(long) time * batch, kernels.size() * units}, 'c');
      } else {
        ofSteps =
            layer.getPooling() == null
                ? TimeMajor.matrix(epsilon, type)
                : stepPooling.backward(epsilon.castTo(type));
        ofSteps = Merging.backward(layer.getMerge(), bothDirections, ofSteps);
      }
      backDirections(ofSteps, ofFinal, gradients, inputGradient);
    }
    bothDirections = null;
    lastOfBoth = null;
    return inputGradient;
  }

  private void backDirections(
      INDArray ofSteps, INDArray ofFinal, List<CellWeights> gradients, INDArray inputGradient) {
    List<RecurrentState> initial = new ArrayList<>();
    for (int direction = 0; direction < kernels.size(); direction++) {
      RecurrentState state =
          kernels
              .get(direction)
              .backward(
                  new Columns(ofSteps, direction * units, units),
                  finalGradient(direction, ofFinal),
                  gradients.get(direction),
                  inputGradient == null ? null : new InputGradient(inputGradient, direction == 1));
      if (state != null) {
        initial.add(state);
      }
    }
    initialStateGradients = initial;
    finalStateGradients = List.of();
  }

  /** What is asked for from outside and what the pooling of last states asks for. */
  private RecurrentState finalGradient(int direction, INDArray ofFinal) {
    RecurrentState given =
        direction < finalStateGradients.size() ? finalStateGradients.get(direction) : null;
    if (ofFinal == null) {
      return given;
    }
    INDArray pooledPart = kernels.size() == 2 ? Merging.half(ofFinal, direction) : ofFinal;
    return given == null
        ? new RecurrentState(pooledPart, null)
        : new RecurrentState(pooledPart.add(given.hidden()), given.cell());
  }
}
