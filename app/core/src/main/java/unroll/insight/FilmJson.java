package unroll.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The data of the page that shows films of runs side by side. */
public final class FilmJson {
  private FilmJson() {}

  /**
   * A film with what a person should know of its run.
   *
   * @param network in words
   */
  public record NamedFilm(String run, String network, RunFilm film) {}

  /**
   * @param about what a person should know of what was read, by name
   * @param films of the same steps
   * @param measuredOn what units were measured on, in words
   */
  public static JsonNode of(Map<String, String> about, List<NamedFilm> films, String measuredOn) {
    Inspection shown = films.get(0).film().shown();
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    about.forEach(page.putObject("about")::put);
    page.put("areCharacters", shown.areCharacters());
    shown.steps().forEach(page.putArray("steps")::add);
    shown.starts().forEach(page.putArray("starts")::add);
    page.put("measuredOn", measuredOn);
    films.get(0).film().skipped().forEach(page.putArray("skipped")::add);
    ArrayNode runs = page.putArray("runs");
    films.forEach(film -> runs.add(run(film)));
    return page;
  }

  private static ObjectNode run(NamedFilm named) {
    RunFilm film = named.film();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", named.run());
    node.put("network", named.network());
    film.shown().answers().forEach(node.putArray("answers")::add);
    node.put("labels", PackedBytes.ids(film.shown().labels()));
    ArrayNode layers = node.putArray("layers");
    for (LayerReading layer : film.shown().reading().layers()) {
      layers
          .addObject()
          .put("name", layer.name())
          .put("units", layer.hidden().units())
          .put("readsBothWays", layer.readsBothWays());
    }
    Ranges ranges = Ranges.of(film);
    ArrayNode places = node.putArray("places");
    for (int i = 0; i < film.places().size(); i++) {
      ObjectNode place = place(film.places().get(i));
      places.add(place.put("low", ranges.lows()[i]).put("high", ranges.highs()[i]));
    }
    ArrayNode frames = node.putArray("frames");
    film.frames().forEach(frame -> frames.add(frame(frame, ranges)));
    ArrayNode curves = node.putArray("curves");
    film.curves().forEach(curve -> curves.add(curve(curve)));
    return node;
  }

  private static ObjectNode place(StatePlace place) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("layer", place.layer())
        .put("quantity", place.quantity())
        .put("unit", place.unit());
  }

  /** From where to where the numbers of a place go in the whole film, so that colors compare. */
  private record Ranges(float[] lows, float[] highs) {
    static Ranges of(RunFilm film) {
      int places = film.places().size();
      Ranges ranges = new Ranges(new float[places], new float[places]);
      for (int i = 0; i < places; i++) {
        ranges.lows[i] = Float.POSITIVE_INFINITY;
        ranges.highs[i] = Float.NEGATIVE_INFINITY;
        for (RunFilm.Frame frame : film.frames()) {
          for (float value : frame.values()[i]) {
            ranges.lows[i] = Math.min(ranges.lows[i], value);
            ranges.highs[i] = Math.max(ranges.highs[i], value);
          }
        }
      }
      return ranges;
    }
  }

  private static ObjectNode frame(RunFilm.Frame frame, Ranges ranges) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("step", frame.step());
    node.put("isBest", frame.isBest());
    putNumber(node, "loss", frame.loss());
    StepPredictions predictions = frame.predictions();
    node.put("most", predictions.most());
    node.put("ids", PackedBytes.ids(predictions.ids()));
    node.put("probabilities", PackedBytes.probabilities(predictions.values()));
    node.put("ofLabel", PackedBytes.probabilities(predictions.ofLabel()));
    ByteBuffer bytes = PackedBytes.littleEndian(frame.values().length * predictions.steps());
    for (int i = 0; i < frame.values().length; i++) {
      PackedBytes.quantize(frame.values()[i], ranges.lows()[i], ranges.highs()[i], bytes);
    }
    return node.put("values", PackedBytes.text(bytes));
  }

  private static ObjectNode curve(LearningCurve curve) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", curve.annotation());
    node.put("isBinary", curve.isBinary());
    node.put("baseline", curve.baseline());
    node.set("place", place(curve.place()));
    node.put("isInverted", curve.isInverted());
    putNumbers(node, "ofUnit", curve.ofUnit());
    putNumbers(node, "ofBest", curve.ofBest());
    return node;
  }

  private static void putNumbers(ObjectNode node, String name, double[] numbers) {
    ArrayNode array = node.putArray(name);
    for (double number : numbers) {
      array.add(number);
    }
  }

  /** JSON knows no NaN. */
  private static void putNumber(ObjectNode node, String name, double number) {
    if (Double.isFinite(number)) {
      node.put(name, number);
    } else {
      node.putNull(name);
    }
  }
}
