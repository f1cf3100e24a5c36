package unroll.task;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import unroll.data.SequenceExample;
import unroll.data.Vocabulary;
import unroll.training.Answers;
import unroll.training.Scorer;

/** A scorer of steps that also lists what was predicted of each. */
final class FramePredictionTable implements Scorer {
  private final FrameScorer scorer;
  private final List<String> classes;
  private final List<LabeledSequence> sequences;
  private final boolean hasMarks;
  private final StringBuilder table = new StringBuilder("sequence\tstep");
  private int next;

  /**
   * @param sequences those to come, in their order
   * @param markName what steps are known by besides their numbers; empty: by nothing
   */
  FramePredictionTable(
      FrameScorer scorer, List<String> classes, List<LabeledSequence> sequences, String markName) {
    this.scorer = scorer;
    this.classes = classes;
    this.sequences = sequences;
    this.hasMarks = !markName.isEmpty();
    table.append(hasMarks ? "\t" + markName : "").append("\texpected\tpredicted\tprobability\n");
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    scorer.add(example, answers);
    LabeledSequence sequence = sequences.get(next++);
    for (int step = 0; step < answers.length(); step++) {
      int best = answers.best(step);
      table.append(Vocabulary.escape(sequence.name())).append('\t').append(step).append('\t');
      if (hasMarks) {
        table.append(Vocabulary.escape(sequence.marks().get(step))).append('\t');
      }
      table
          .append(Vocabulary.escape(classes.get(sequence.labels().at(step))))
          .append('\t')
          .append(Vocabulary.escape(classes.get(best)))
          .append(String.format(Locale.ROOT, "\t%.4f\n", answers.output(step, best)));
    }
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    return scorer.metrics(loss);
  }

  @Override
  public List<String> rankings() {
    return scorer.rankings();
  }

  @Override
  public Map<String, String> tables() {
    Map<String, String> tables = new TreeMap<>(scorer.tables());
    tables.put("predictions", table.toString());
    return tables;
  }
}
