package unroll.insight;

import java.util.ArrayList;
import java.util.List;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/** The first sequences of a plan. */
public final class InspectedSequences {
  private InspectedSequences() {}

  /**
   * A text that is read as parallel streams comes as the one sequence that it is.
   *
   * @param mostSteps where to end; a text is cut there, other sequences come whole, at least one
   */
  public static List<SequenceExample> of(BatchPlan plan, DataShape shape, int mostSteps) {
    return plan.carriesState()
        ? List.of(text(plan, shape, mostSteps))
        : whole(plan, shape, mostSteps);
  }

  private static List<SequenceExample> whole(BatchPlan plan, DataShape shape, int mostSteps) {
    List<SequenceExample> examples = new ArrayList<>();
    int steps = 0;
    for (int batch = 0; batch < plan.batches(); batch++) {
      for (SequenceExample example : plan.rows(0, batch)) {
        steps += shape.layout(example).steps();
        if (steps > mostSteps && !examples.isEmpty()) {
          return examples;
        }
        examples.add(example);
      }
    }
    return examples;
  }

  private static SequenceExample text(BatchPlan plan, DataShape shape, int mostSteps) {
    Symbols.Builder inputs = new Symbols.Builder(shape.input().size(), 0);
    Symbols.Builder labels = new Symbols.Builder(shape.labels().size(), 0);
    int steps = 0;
    for (int row = 0; row < plan.rows(0, 0).size() && steps < mostSteps; row++) {
      for (int batch = 0; batch < plan.batches() && steps < mostSteps; batch++) {
        SequenceExample part = plan.rows(0, batch).get(row);
        for (int i = 0; i < part.input().length() && steps < mostSteps; i++) {
          inputs.add(((Symbols) part.input()).at(i));
          labels.add(((Symbols) part.labels()).at(i));
          steps++;
        }
      }
    }
    return new SequenceExample(inputs.build(), labels.build());
  }
}
