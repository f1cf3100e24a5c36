package unroll.task;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;

/** The order in which an evaluation sees the examples of a plan, which training plans shuffle. */
final class PlanOrder {
  private PlanOrder() {}

  /**
   * Things in the order of the plan's first epoch.
   *
   * @param examples those of the plan, in any order
   * @param things one for each example
   */
  static <T> List<T> of(BatchPlan plan, List<SequenceExample> examples, List<T> things) {
    Map<SequenceExample, T> byExample = new IdentityHashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      byExample.put(examples.get(i), things.get(i));
    }
    List<T> inOrder = new ArrayList<>(examples.size());
    for (int batch = 0; batch < plan.batches(); batch++) {
      plan.rows(0, batch).forEach(example -> inOrder.add(byExample.get(example)));
    }
    return inOrder;
  }
}
