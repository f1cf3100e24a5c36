package unroll.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.generation.Ensemble;
import unroll.generation.Sampler;
import unroll.generation.SearchOptions;
import unroll.generation.SequenceGenerator;
import unroll.generation.TextGenerator;
import unroll.insight.Inspection;
import unroll.network.RecurrentNetwork;

/**
 * What a network writes, always from the same beginning and with the same random draws.
 *
 * @param prompt what a text begins with; empty where it does not
 * @param writer the symbols that follow, none of a network that does not write
 */
record InspectedWriting(String prompt, Function<RecurrentNetwork, List<String>> writer) {
  private static final int PROMPT = 40;
  private static final int LENGTH = 160;
  private static final int LONGEST_LABELS = 60;

  /**
   * A text from a prompt out of the inspected one.
   *
   * @param seed of the place of the prompt, and of the draws
   */
  static InspectedWriting ofText(Vocabulary vocabulary, Inspection inspection, long seed) {
    List<String> steps = inspection.steps();
    int place = new Random(seed).nextInt(Math.max(1, steps.size() - PROMPT));
    // From the beginning of a line where one is near.
    int line = steps.subList(0, place).lastIndexOf("\n") + 1;
    int from = place - line < 2 * PROMPT ? line : place;
    int to = Math.min(from + PROMPT, Math.max(from + 1, steps.size() / 2));
    String prompt = String.join("", steps.subList(from, Math.min(to, steps.size())));
    return new InspectedWriting(
        prompt,
        network -> {
          List<String> written = new ArrayList<>();
          new TextGenerator(network, vocabulary)
              .write(prompt, LENGTH, new Sampler(1, 0, seed), written::add);
          return List.copyOf(written.subList(1, written.size()));
        });
  }

  /** Nothing. */
  static InspectedWriting none() {
    return new InspectedWriting("", network -> List.of());
  }

  /**
   * The most probable answer to an input, label by label; nothing if none is fed back.
   *
   * @param example the input and its right answer
   * @param names of the labels
   */
  static InspectedWriting ofSequence(DataShape shape, SequenceExample example, List<String> names) {
    if (shape.feedback().isEmpty() || shape.topology() == Topology.MANY_TO_MANY) {
      return none();
    }
    Symbols right = (Symbols) example.labels();
    int end = right.at(right.length() - 1);
    return new InspectedWriting(
        "",
        network ->
            new SequenceGenerator(Ensemble.of(network), shape, end)
                .best(List.of(example.input()), SearchOptions.greedy(LONGEST_LABELS)).stream()
                    .flatMapToInt(found -> IntStream.of(found.labels()))
                    .mapToObj(names::get)
                    .toList());
  }
}
