package unroll.layers.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies the weights of a network's layers from and to a PyTorch state dict. The caller says which
 * layers are which module; layers that are no module's are left alone:
 *
 * <pre>{@code
 * PyTorchWeights weights = PyTorchWeights.of(network).recurrent("rnn", 0, 2).linear("out", 2);
 * weights.load(TensorFile.read(Path.of("model.safetensors")));
 * TensorFile.write(Path.of("again.npz"), weights.save());
 * }</pre>
 *
 * <p>Matrices {@code [input, output]} of the layers are {@code [output, input]} in PyTorch, except
 * for embeddings. The gates have PyTorch's order: LSTM input, forget, candidate, output; GRU reset,
 * update, new. RNN and LSTM layers have one bias where PyTorch has two, of which it is the sum.
 */
public final class PyTorchWeights {
  private final NetworkParameters network;
  private final List<ParameterLink> links;

  private PyTorchWeights(NetworkParameters network, List<ParameterLink> links) {
    this.network = network;
    this.links = links;
  }

  /** No modules yet of an initialized network, which must not be initialized again. */
  public static PyTorchWeights of(MultiLayerNetwork network) {
    return new PyTorchWeights(NetworkParameters.of(network), List.of());
  }

  /**
   * No modules yet of a network given by its parameters.
   *
   * @param parameters by keys such as {@code "0_W"}: the layer's index and the parameter's key;
   *     loading writes into these arrays
   */
  public static PyTorchWeights of(Map<String, INDArray> parameters) {
    return new PyTorchWeights(new NetworkParameters(parameters, Set.of()), List.of());
  }

  /**
   * Adds a {@code torch.nn.RNN}, {@code LSTM} or {@code GRU}, in one direction or both. A layer has
   * the parameters W {@code [input, gate * unit]}, RW {@code [unit, gate * unit]}, b {@code [gate *
   * unit]} and, of a GRU, rb {@code [gate * unit]}; one of two directions has each with f (forward)
   * and b (backward) before its key.
   *
   * @param module the module's name, with dots if it lies within others; empty if it is the whole
   *     state dict
   * @param firstLayer index of the module's first layer in the network
   * @param numberOfLayers consecutive layers: the module's {@code num_layers}
   * @throws IllegalArgumentException if PyTorch has no module of such layers, or a layer or name is
   *     taken already
   */
  public PyTorchWeights recurrent(String module, int firstLayer, int numberOfLayers) {
    if (numberOfLayers < 1) {
      throw new IllegalArgumentException(
          "module %s: expected at least one layer, found %d".formatted(module, numberOfLayers));
    }
    int[] layers = IntStream.range(firstLayer, firstLayer + numberOfLayers).toArray();
    for (int layer : layers) {
      if (network.stockLstms().contains(layer)) {
        throw new IllegalArgumentException(
            "layer %d: expected gates in PyTorch's order, found an LSTM of Deeplearning4j"
                .formatted(layer));
      }
    }
    return with(
        RecurrentStack.links(
            prefix(module), IntStream.of(layers).mapToObj(network::layer).toList()));
  }

  /**
   * Adds a {@code torch.nn.Linear}: a dense or output layer with the parameters W {@code [input,
   * output]} and, unless it has none, b {@code [output]}.
   *
   * @param module the module's name, as for {@link #recurrent}
   * @param layer index in the network
   * @throws IllegalArgumentException if the layer has other parameters, or it or the name is taken
   *     already
   */
  public PyTorchWeights linear(String module, int layer) {
    LayerParameters parameters = network.layer(layer);
    parameters.requireNoneBut(Set.of("W", "b"));
    List<ParameterLink> linear = new ArrayList<>();
    linear.add(weight(parameters, ParameterLink.Orientation.TRANSPOSED, prefix(module) + "weight"));
    if (parameters.has("b")) {
      long outputs = parameters.matrixShape("W")[1];
      linear.add(parameters.vector("b", outputs, prefix(module) + "bias"));
    }
    return with(linear);
  }

  /**
   * Adds a {@code torch.nn.Embedding}: a layer with the one parameter W {@code [symbol, width]}.
   *
   * @param module the module's name, as for {@link #recurrent}
   * @param layer index in the network
   * @throws IllegalArgumentException if the layer has other parameters, or it or the name is taken
   *     already
   */
  public PyTorchWeights embedding(String module, int layer) {
    LayerParameters parameters = network.layer(layer);
    parameters.requireNoneBut(Set.of("W"));
    return with(
        List.of(weight(parameters, ParameterLink.Orientation.SAME, prefix(module) + "weight")));
  }

  private static ParameterLink weight(
      LayerParameters parameters, ParameterLink.Orientation orientation, String tensor) {
    long[] shape = parameters.matrixShape("W");
    return parameters.matrix("W", shape[0], shape[1], orientation, tensor);
  }

  private static String prefix(String module) {
    return module.isEmpty() ? "" : module + ".";
  }

  private PyTorchWeights with(List<ParameterLink> module) {
    Set<String> tensors = new HashSet<>();
    Set<Integer> layers = new HashSet<>();
    for (ParameterLink link : links) {
      tensors.addAll(link.tensors());
      layers.add(link.layer());
    }
    for (ParameterLink link : module) {
      for (String tensor : link.tensors()) {
        if (layers.contains(link.layer()) || !tensors.add(tensor)) {
          throw new IllegalArgumentException(
              "tensor %s, layer %d: expected each once, found one in two modules"
                  .formatted(tensor, link.layer()));
        }
      }
    }
    List<ParameterLink> all = new ArrayList<>(links);
    all.addAll(module);
    return new PyTorchWeights(network, List.copyOf(all));
  }

  /**
   * Overwrites the modules' parameters; or changes nothing, if anything does not fit.
   *
   * @param stateDict all tensors of the modules and no others, of any floating type; rounded to the
   *     network's
   * @throws IllegalArgumentException if a tensor is missing, unused or of another shape, naming it
   */
  public void load(Map<String, INDArray> stateDict) {
    Set<String> unused = new HashSet<>(stateDict.keySet());
    for (ParameterLink link : links) {
      link.check(stateDict);
      link.tensors().forEach(unused::remove);
    }
    for (String tensor : stateDict.keySet()) {
      if (unused.contains(tensor)) {
        throw new IllegalArgumentException(
            "tensor %s: expected a module that uses it, found none".formatted(tensor));
      }
    }
    links.forEach(link -> link.load(stateDict));
  }

  /**
   * Copies the modules' parameters, in the network's type, with the names, shapes and order of
   * PyTorch's state dict. RNN and LSTM biases go to {@code bias_ih}, and {@code bias_hh} is zero.
   */
  public Map<String, INDArray> save() {
    Map<String, INDArray> stateDict = new LinkedHashMap<>();
    links.forEach(link -> link.save(stateDict));
    return stateDict;
  }
}
