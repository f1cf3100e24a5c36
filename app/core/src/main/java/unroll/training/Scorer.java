package unroll.training;

import java.util.List;
import java.util.Map;
import unroll.data.SequenceExample;
import unroll.network.RecurrentNetwork;

/** Collects what a network answered, example by example, and makes figures of it. */
public interface Scorer {
  /** Takes in one example; examples come in the order of their plan. */
  void add(SequenceExample example, Answers answers);

  /**
   * Asks the network whatever else is to be asked, once all examples are in; by default nothing.
   */
  default void ask(RecurrentNetwork network) {}

  /**
   * The figures by the kebab-case names that users of the task know, the most important first. The
   * names are the same before the first example.
   *
   * @param loss mean of all labeled steps, in nats
   */
  Map<String, Double> metrics(double loss);

  /** The metrics by which models can be ranked, the larger the better. */
  List<String> rankings();

  /** Tables that go with the figures, such as a confusion matrix: tab-separated, by name. */
  default Map<String, String> tables() {
    return Map.of();
  }
}
