package unroll.insight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What holding units does, and how far memory reaches, as data of the page of an inspection. */
public final class CauseJson {
  private CauseJson() {}

  /** Changes of losses in nats, in the order of the kinds. */
  public static ObjectNode of(Causes causes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    causes.impossible().ifPresent(why -> node.put("impossible", why));
    node.put("sampled", causes.sampled());
    node.put("leftOut", causes.leftOut());
    node.put("others", causes.others());
    ArrayNode kinds = node.putArray("kinds");
    if (!causes.units().isEmpty()) {
      for (Ablation.Effect effect : causes.units().get(0).zeroed()) {
        ObjectNode kind = kinds.addObject();
        kind.put("name", effect.kind());
        kind.put("steps", effect.steps());
        kind.put("before", effect.before());
      }
    }
    ArrayNode units = node.putArray("units");
    for (UnitCause cause : causes.units()) {
      ObjectNode unit = units.addObject();
      unit.put("layer", cause.place().layer());
      unit.put("unit", cause.place().unit());
      unit.put("mean", cause.mean());
      cause.zeroed().forEach(effect -> unit.withArray("zeroed").add(effect.change()));
      cause.clamped().forEach(effect -> unit.withArray("clamped").add(effect.change()));
      ArrayNode written = unit.putArray("written");
      cause.written().forEach(text -> text.forEach(written.addArray()::add));
    }
    node.set("zeroed", chance(causes.zeroed()));
    node.set("clamped", chance(causes.clamped()));
    causes.written().forEach(node.putArray("written")::add);
    return node;
  }

  private static ArrayNode chance(List<Causes.Chance> all) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (Causes.Chance chance : all) {
      nodes.addObject().put("median", chance.median()).put("high", chance.high());
    }
    return nodes;
  }

  public static ObjectNode of(MemoryReach reach) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("positions", reach.positions());
    reach.noContexts().ifPresent(why -> node.put("noContexts", why));
    reach.noLags().ifPresent(why -> node.put("noLags", why));
    reach.whole().ifPresent(whole -> node.set("whole", spread(whole)));
    ArrayNode contexts = node.putArray("contexts");
    for (MemoryReach.OfContext of : reach.contexts()) {
      ObjectNode context = contexts.addObject();
      context.put("read", of.read());
      context.set("loss", spread(of.loss()));
      context.put("excess", of.excess());
      context.put("error", of.error());
    }
    ArrayNode lags = node.putArray("lags");
    for (MemoryReach.OfLag of : reach.lags()) {
      ObjectNode lag = lags.addObject();
      lag.put("lag", of.lag());
      lag.set("all", spread(of.all()));
      ArrayNode layers = lag.putArray("layers");
      for (MemoryReach.OfLayer layer : of.layers()) {
        ObjectNode states = layers.addObject();
        states.set("hidden", spread(layer.hidden()));
        layer.cell().ifPresent(cell -> states.set("cell", spread(cell)));
      }
    }
    return node;
  }

  private static ObjectNode spread(Spread spread) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mean", spread.mean())
        .put("low", spread.low())
        .put("median", spread.median())
        .put("high", spread.high());
  }
}
