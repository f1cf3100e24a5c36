package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.LayerInput;

/** Recurrent layers on top of each other over the same steps, forward and back. */
final class StackPass {
  private final List<RecurrentCell> layers;
  private final DataType type;
  private final List<RecurrentPass> passes = new ArrayList<>();
  private final List<InputDropout> dropouts = new ArrayList<>();

  private int time;
  private int batch;
  private Moment moment;

  /**
   * When a pass happens, for dropouts that follow a schedule.
   *
   * @param training whether a backward pass will follow
   */
  record Moment(boolean training, int iteration, int epoch) {}

  /**
   * @param name of the whole, for messages
   */
  StackPass(List<RecurrentCell> layers, DataType type, String name) {
    this.layers = layers;
    this.type = type;
    for (RecurrentCell layer : layers) {
      passes.add(new RecurrentPass(layer, type, name));
      dropouts.add(new InputDropout(layer));
    }
  }

  /**
   * Reads a batch from the bottom to the top.
   *
   * @param input {@code [time * batch, input]}
   * @param mask {@code [batch, time]}, 0 at steps that are left out
   * @param weights one a layer and direction
   * @param initial one a layer and direction; empty: zeros
   * @return {@code [time * batch, output]}, zeros where a step is left out
   */
  INDArray forward(
      INDArray input,
      int newTime,
      int newBatch,
      INDArray mask,
      List<List<CellWeights>> weights,
      List<List<RecurrentState>> initial,
      Moment newMoment,
      LayerWorkspaceMgr workspaces) {
    time = newTime;
    batch = newBatch;
    moment = newMoment;
    INDArray below = input;
    for (int i = 0; i < passes.size(); i++) {
      RecurrentPass pass = passes.get(i);
      if (!initial.isEmpty()) {
        pass.setInitialStates(initial.get(i));
      }
      INDArray read =
          isDropped(i)
              ? dropouts.get(i).apply(below, batch, moment.iteration(), moment.epoch(), workspaces)
              : below;
      INDArray output =
          pass.forward(
              new LayerInput.Frames(read),
              time,
              batch,
              mask,
              weights.get(i),
              moment.training(),
              workspaces);
      pass.forgetBefore();
      below = TimeMajor.matrix(output, type);
    }
    return below;
  }

  /** Prepares weights, one a layer and direction, for many passes without a way back. */
  void hold(List<List<CellWeights>> weights) {
    for (int i = 0; i < passes.size(); i++) {
      passes.get(i).hold(weights.get(i));
    }
  }

  private boolean isDropped(int layer) {
    return moment.training() && layers.get(layer).getIDropout() != null;
  }

  /** States after the last step, one a layer and direction. */
  List<List<RecurrentState>> finalStates() {
    return passes.stream().map(RecurrentPass::finalStates).toList();
  }

  /** Gradients of the states that the newest pass began with, one a layer and direction. */
  List<List<RecurrentState>> initialGradients() {
    return passes.stream().map(RecurrentPass::initialStateGradients).toList();
  }

  /**
   * Goes back through the newest pass.
   *
   * @param gradient {@code [time * batch, output]}
   * @param ofFinal gradients of the final states, one a layer and direction; empty: zeros
   * @param gradients are overwritten
   * @return {@code [time * batch, input]}, zeros where a step was left out
   */
  INDArray backward(
      INDArray gradient,
      List<List<RecurrentState>> ofFinal,
      List<List<CellWeights>> gradients,
      LayerWorkspaceMgr workspaces) {
    INDArray above = gradient;
    for (int i = passes.size() - 1; i >= 0; i--) {
      if (!ofFinal.isEmpty()) {
        passes.get(i).setFinalStateGradients(ofFinal.get(i));
      }
      above =
          passes.get(i).backward(TimeMajor.view(above, time, batch), gradients.get(i), workspaces);
      if (isDropped(i)) {
        dropouts.get(i).backward(above, batch, moment.iteration(), moment.epoch());
      }
    }
    return above;
  }
}
