package unroll.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.ActiveEncoderDecoder;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.layers.runtime.EncoderDecoderReplay;
import unroll.layers.runtime.GateReplay;

/**
 * Reads a batch once more, layer by layer, without dropout: nothing is learned, drawn at random or
 * carried on by it.
 */
public final class BatchReplay {
  private final MultiLayerNetwork network;

  /**
   * What a layer made of the batch.
   *
   * @param input {@code [batch, feature, time]}, ids of symbols, or {@code [batch, feature]}
   * @param output likewise
   * @param recurrent the layer itself if it is recurrent, or those of the stacks within it; empty
   *     for others
   */
  public record Reading(
      NamedLayer layer, INDArray input, INDArray output, List<RecurrentReading> recurrent) {}

  public BatchReplay(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * Reads it.
   *
   * @param states what every layer goes on from, by its place; empty: zeros
   */
  public List<Reading> read(DataSet batch, List<Map<String, INDArray>> states) {
    LayerWorkspaceMgr outside = LayerWorkspaceMgr.noWorkspaces();
    network.setInput(batch.getFeatures());
    network.setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
    List<Reading> readings = new ArrayList<>();
    INDArray input = batch.getFeatures();
    for (NamedLayer named : NamedLayer.of(network)) {
      Map<String, INDArray> state = states.isEmpty() ? Map.of() : states.get(readings.size());
      List<RecurrentReading> parts = List.of();
      INDArray output;
      if (named.layer() instanceof ActiveRecurrentLayer recurrent) {
        output =
            state.isEmpty()
                ? recurrent.activate(input, false, outside)
                : goOn(recurrent, input, state);
        List<GateTape> tapes = GateReplay.of(recurrent, input, batch.getFeaturesMaskArray(), state);
        parts = List.of(RecurrentReading.of(named, input, tapes));
      } else {
        output = named.layer().activate(input, false, outside);
        parts = stacks(named, input, batch.getFeaturesMaskArray(), output);
      }
      readings.add(new Reading(named, input, output, parts));
      input = output;
    }
    network.clearLayerMaskArrays();
    return readings;
  }

  private static List<RecurrentReading> stacks(
      NamedLayer named, INDArray input, INDArray mask, INDArray output) {
    return named.layer() instanceof ActiveEncoderDecoder layer
        ? EncoderDecoderReplay.of(layer, input, mask, output).stream()
            .map(one -> RecurrentReading.of(named, one))
            .toList()
        : List.of();
  }

  private static INDArray goOn(
      ActiveRecurrentLayer layer, INDArray input, Map<String, INDArray> state) {
    Map<String, INDArray> carried = layer.rnnGetTBPTTState();
    layer.rnnSetTBPTTState(state);
    INDArray output =
        layer.rnnActivateUsingStoredState(input, false, false, LayerWorkspaceMgr.noWorkspaces());
    layer.rnnSetTBPTTState(carried);
    return output;
  }

  /** The states that the next training step goes on from, one a layer, for {@link #read}. */
  public static List<Map<String, INDArray>> carriedStates(MultiLayerNetwork network) {
    List<Map<String, INDArray>> states = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      states.add(
          layer instanceof RecurrentLayer recurrent ? recurrent.rnnGetTBPTTState() : Map.of());
    }
    return states;
  }
}
