package unroll.insight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The data of the page that shows an inspection. */
public final class InspectionJson {
  /** Numbers of units, so that a page of 20,000 steps of 512 units stays below 15 MB. */
  private static final long MOST_BYTES = 10_250_000;

  private final Inspection inspection;
  private final UnitScores scores;
  private final List<UnitTrack> tracks;
  private final SeriesBudget budget;

  private InspectionJson(Inspection inspection, UnitScores scores) {
    this.inspection = inspection;
    this.scores = scores;
    List<LayerReading> layers = inspection.reading().layers();
    this.tracks = UnitTrack.of(layers);
    this.budget = new SeriesBudget(layers, scores, MOST_BYTES);
  }

  /**
   * @param about what a person should know of the run and the text, by name
   * @param scores of the same network, on these or on other sequences
   * @param measuredOn what they were measured on, in words
   */
  public static ObjectNode of(
      Map<String, String> about, Inspection inspection, UnitScores scores, String measuredOn) {
    InspectionJson json = new InspectionJson(inspection, scores);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    about.forEach(page.putObject("about")::put);
    page.put("areCharacters", inspection.areCharacters());
    inspection.steps().forEach(page.putArray("steps")::add);
    inspection.starts().forEach(page.putArray("starts")::add);
    inspection.targetStarts().forEach(page.putArray("targets")::add);
    inspection.answers().forEach(page.putArray("answers")::add);
    page.put("answersOnce", inspection.answersOnce());
    page.set("predictions", json.predictions());
    page.set("layers", json.layers());
    page.set("scores", json.scores());
    page.put("measuredOn", measuredOn);
    scores.skipped().forEach(page.putArray("skipped")::add);
    return page;
  }

  private ObjectNode predictions() {
    StepPredictions predictions = inspection.reading().predictions();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("most", predictions.most());
    node.put("ids", PackedBytes.ids(predictions.ids()));
    node.put("values", PackedBytes.probabilities(predictions.values()));
    node.put("labels", PackedBytes.ids(inspection.labels()));
    node.put("ofLabel", PackedBytes.probabilities(predictions.ofLabel()));
    return node;
  }

  private ArrayNode layers() {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    List<LayerReading> layers = inspection.reading().layers();
    for (int place = 0; place < layers.size(); place++) {
      LayerReading layer = layers.get(place);
      ObjectNode node = nodes.addObject();
      node.put("name", layer.name());
      node.put("units", layer.hidden().units());
      node.put("readsBothWays", layer.readsBothWays());
      layer.stack().ifPresent(stack -> node.put("stack", stack.name()));
      Map<String, UnitSeries> all = new LinkedHashMap<>();
      all.put(UnitTrack.HIDDEN, layer.hidden());
      layer.cell().ifPresent(cell -> all.put(UnitTrack.CELL, cell));
      all.putAll(layer.gates());
      ArrayNode series = node.putArray("series");
      for (Map.Entry<String, UnitSeries> entry : all.entrySet()) {
        series.add(series(entry, budget.units(place, entry.getKey())));
      }
      ObjectNode saturation = node.putObject("saturation");
      GateSaturation.of(layer).forEach((gate, of) -> saturation.set(gate, saturation(of)));
    }
    return nodes;
  }

  private static ObjectNode series(Map.Entry<String, UnitSeries> entry, Set<Integer> units) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", entry.getKey());
    ArrayNode kept = node.putArray("units");
    ArrayNode lows = node.putArray("low");
    ArrayNode highs = node.putArray("high");
    ByteBuffer bytes = PackedBytes.littleEndian(units.size() * entry.getValue().steps());
    for (int unit : units) {
      float[] values = entry.getValue().unit(unit);
      float low = values[0];
      float high = values[0];
      for (float value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      kept.add(unit);
      lows.add(low);
      highs.add(high);
      PackedBytes.quantize(values, low, high, bytes);
    }
    node.put("data", PackedBytes.text(bytes));
    return node;
  }

  private static ObjectNode saturation(GateSaturation saturation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode left = node.putArray("left");
    ArrayNode right = node.putArray("right");
    for (int unit = 0; unit < saturation.left().length; unit++) {
      left.add(saturation.left()[unit]);
      right.add(saturation.right()[unit]);
    }
    return node;
  }

  private ArrayNode scores() {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (AnnotationScores of : scores.scored()) {
      ObjectNode node = nodes.addObject();
      node.put("name", of.annotation().name());
      node.put("isBinary", of.annotation().isBinary());
      node.put("positives", of.annotation().positives());
      node.put("baseline", of.baseline());
      ArrayNode units = node.putArray("units");
      for (UnitScore score : of.ranked()) {
        ObjectNode unit = units.addObject();
        unit.put("layer", tracks.get(score.track()).layer());
        unit.put("quantity", tracks.get(score.track()).quantity());
        unit.put("unit", score.unit());
        unit.put("isInverted", score.isInverted());
        unit.put("ranking", score.ranking());
        unit.put("heldOut", score.heldOut());
      }
    }
    return nodes;
  }
}
