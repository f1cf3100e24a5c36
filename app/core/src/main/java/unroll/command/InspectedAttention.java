package unroll.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import unroll.data.Alignment;
import unroll.data.AlignmentJson;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.generation.Candidate;
import unroll.generation.Ensemble;
import unroll.generation.SearchOptions;
import unroll.generation.SequenceGenerator;
import unroll.network.RecurrentNetwork;

/** What a network with an attention looked at, for the page of an inspected run. */
record InspectedAttention(List<Alignment> forced, List<Alignment> own) {
  private static final int MOST = 20;
  private static final int LONGEST = 100;

  /** The network read the true targets; what it writes itself is asked as well. */
  static InspectedAttention ofAnswered(
      RecurrentNetwork network,
      DataShape shape,
      List<SequenceExample> examples,
      List<String> names,
      List<Alignment> alignments) {
    List<Alignment> forced = first(alignments);
    if (forced.isEmpty()) {
      return new InspectedAttention(forced, forced);
    }
    List<SequenceExample> asked = examples.subList(0, forced.size());
    Symbols right = (Symbols) asked.get(0).labels();
    int end = right.at(right.length() - 1);
    List<Candidate> found =
        new SequenceGenerator(Ensemble.of(network), shape, end)
            .best(
                asked.stream().map(SequenceExample::input).toList(), SearchOptions.greedy(LONGEST));
    List<Alignment> own = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      own.add(written(found.get(i), forced.get(i).source(), names, end));
    }
    return new InspectedAttention(forced, own);
  }

  /** The network read what it wrote itself. */
  static InspectedAttention ofOwn(List<Alignment> alignments) {
    return new InspectedAttention(List.of(), first(alignments));
  }

  private static List<Alignment> first(List<Alignment> alignments) {
    return alignments.subList(0, Math.min(MOST, alignments.size()));
  }

  private static Alignment written(
      Candidate found, List<String> source, List<String> names, int end) {
    List<String> written =
        IntStream.range(0, found.alignment().size())
            .mapToObj(i -> names.get(i < found.labels().length ? found.labels()[i] : end))
            .toList();
    return new Alignment(source, written, found.alignment().toArray(float[][]::new));
  }

  /** Adds it to the data of the page, if there is something. */
  void addTo(ObjectNode page) {
    if (own.isEmpty()) {
      return;
    }
    ArrayNode sentences = page.putArray("attention");
    for (int i = 0; i < own.size(); i++) {
      ObjectNode sentence = sentences.addObject();
      if (!forced.isEmpty()) {
        sentence.set("forced", AlignmentJson.of(forced.get(i)));
      }
      sentence.set("own", AlignmentJson.of(own.get(i)));
    }
  }
}
