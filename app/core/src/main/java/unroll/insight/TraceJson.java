package unroll.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import unroll.data.Channel;
import unroll.data.Symbols;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/** The data of the page that shows a recording. */
public final class TraceJson {
  private TraceJson() {}

  /**
   * @param about what a person should know of the training, by name
   * @param network any of the recording's, for what its layers are
   */
  public static JsonNode of(
      Map<String, String> about, TraceRecording recording, RecurrentNetwork network) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    about.forEach(page.putObject("about")::put);
    sequence(page, recording.sequence());
    page.set("layers", layers(network));
    ObjectNode curve = page.putObject("curve");
    ArrayNode steps = curve.putArray("steps");
    ArrayNode losses = curve.putArray("losses");
    for (TraceRecording.Loss loss : recording.losses()) {
      steps.add(loss.step());
      losses.add((float) loss.value());
    }
    ArrayNode moments = page.putArray("moments");
    for (TraceMoment moment : recording.moments()) {
      ObjectNode node = moments.addObject();
      node.put("step", moment.step());
      node.put("isKept", moment.isKept());
      ArrayNode weights = node.putArray("weights");
      moment.weights().layers().forEach(layer -> weights.add(matrices(layer)));
      node.set("forced", trace(moment.forced()));
      moment.free().ifPresent(free -> node.set("free", trace(free)));
    }
    return page;
  }

  private static void sequence(ObjectNode page, TracedSequence sequence) {
    page.put("note", sequence.note());
    page.put("topology", sequence.shape().topology().name());
    page.put("firstLabel", sequence.shape().layout(sequence.example()).firstLabel());
    sequence.shape().feedback().ifPresent(symbol -> page.put("feedback", symbol));
    page.put("areSymbols", sequence.shape().input().isSymbols());
    page.put("inputSize", sequence.shape().input().size());
    sequence.inputs().forEach(page.putArray("inputs")::add);
    sequence.answers().forEach(page.putArray("answers")::add);
    page.put("areAnswersSymbols", sequence.shape().labels() instanceof Channel.Symbolic);
  }

  private static ArrayNode layers(RecurrentNetwork network) {
    ArrayNode layers = JsonNodeFactory.instance.arrayNode();
    for (NamedLayer named : NamedLayer.of(network.dl4j())) {
      FeedForwardLayer layer = (FeedForwardLayer) named.layer().conf().getLayer();
      ObjectNode node = layers.addObject();
      node.put("name", named.name());
      node.put("units", layer.getNOut());
      if (layer instanceof RecurrentCell cell) {
        node.put("kind", cell.cell().name());
        node.put("directions", cell.readsBothWays() ? 2 : 1);
        if (cell.getPooling() != null) {
          node.put("pooling", cell.getPooling().name());
        }
      } else if (layer instanceof SequenceOutput output) {
        node.put("kind", output.getLoss().name());
      } else {
        node.put("kind", layer instanceof StepEncoder ? "ENCODER" : "EMBEDDING");
      }
    }
    return layers;
  }

  private static ObjectNode trace(SequenceTrace trace) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode inputs = node.putArray("inputs");
    for (int id : trace.inputs()) {
      inputs.add(id);
    }
    node.set("numbers", matrix(trace.numbers()));
    ArrayNode layers = node.putArray("layers");
    for (LayerTrace layer : trace.layers()) {
      ArrayNode directions = layers.addArray();
      layer.directions().forEach(direction -> directions.add(matrices(direction)));
    }
    ArrayNode answers = node.putArray("answers");
    for (int step = 0; step < trace.inputs().length; step++) {
      TraceAnswer answer = trace.answers().get(step);
      if (answer == null) {
        answers.addNull();
      } else {
        answers.add(answer(answer));
      }
    }
    return node.put("meanLoss", trace.meanLoss());
  }

  private static ObjectNode answer(TraceAnswer answer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("read", vector(answer.read()));
    node.set("logits", vector(answer.logits()));
    node.set("outputs", vector(answer.outputs()));
    node.set("targets", vector(answer.targets()));
    if (answer.label() != Symbols.NONE) {
      node.put("label", answer.label());
    }
    return node.put("best", answer.best()).put("loss", (float) answer.loss());
  }

  private static ObjectNode matrices(Map<String, double[][]> byName) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    byName.forEach((name, values) -> node.set(name, matrix(values)));
    return node;
  }

  private static ArrayNode matrix(double[][] values) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    List.of(values).forEach(line -> lines.add(vector(line)));
    return lines;
  }

  /** In the digits of a float, as the fast kernel computes in floats. */
  private static ArrayNode vector(double[] values) {
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    for (double value : values) {
      numbers.add((float) value);
    }
    return numbers;
  }
}
