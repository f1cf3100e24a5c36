package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;

/** What one thread does of an attention: rows of the products, and looks one by one. */
final class AttentionShare {
  /** Fewer rows are multiplied as they are, others rounded up: every number has code of its own. */
  private static final int ROUNDED_ROWS = 16;

  private final int units;
  private final int width;
  private final AttentionTape tape;
  private final AttentionSources sources;
  private final AttentionMatrices.Products products;
  private final FloatScores scores;
  private final float[] bias;
  private final float[] numbers;
  private final float[] others;
  private final SoftmaxRows softmax = new SoftmaxRows();

  AttentionShare(
      Attention attention, int units, int width, AttentionTape tape, AttentionMatrices matrices) {
    this.units = units;
    this.width = width;
    this.tape = tape;
    this.sources = tape.sources();
    this.products = matrices.products();
    this.scores =
        attention == Attention.ADDITIVE ? new AdditiveScores(units) : new FloatScores.Dot(units);
    this.bias = new float[units];
    this.numbers = new float[units];
    this.others = new float[units];
  }

  /** Takes weights. */
  void begin(AttentionWeights weights) {
    NativeMatrix.of(weights.bias()).get(bias);
    if (scores instanceof AdditiveScores additive) {
      additive.begin(NativeMatrix.of(weights.score()));
    }
  }

  private static int rounded(int rows) {
    return rows < ROUNDED_ROWS ? rows : (rows + ROUNDED_ROWS - 1) / ROUNDED_ROWS * ROUNDED_ROWS;
  }

  /** Keys of some source steps. */
  void keys(int from, int count) {
    if (products.key() != null) {
      products.key().multiply(rounded(count), sources.encoded(from), false, sources.keys(from));
    }
  }

  /** Queries of some target steps. */
  void queries(int from, int count) {
    if (products.query() != null) {
      products.query().multiply(rounded(count), tape.states(from), false, tape.queries(from));
    }
  }

  /** Scores, weighs and sums up what a look sees. */
  void look(int look) {
    int from = tape.looks().from(look);
    int targets = tape.looks().length(look);
    int source = tape.looks().sources()[look];
    int seen = sources.steps().length(source);
    if (seen == 0) {
      GradientProduct.clearRows(tape.contexts(0), width, from, from + targets);
    } else if (targets > 0) {
      int first = sources.steps().from(source);
      FloatPointer alignment = tape.alignment(look);
      scores.forward(targets, tape.queries(from), seen, sources.keys(first), alignment);
      softmax.forward(alignment, targets, seen);
      FloatPointer encoded = sources.encoded(first);
      FloatPointer contexts = tape.contexts(from);
      if (targets == 1) {
        FloatGemm.multiplyRow(seen, width, alignment, encoded, 0, contexts);
      } else {
        FloatGemm.multiply(
            false, false, targets, width, seen, alignment, seen, encoded, width, 0, contexts,
            width);
      }
    }
  }

  /** Outputs of some target steps. */
  void outputs(int from, int count) {
    FloatPointer outputs = tape.outputs(from);
    products.ofContext().multiply(rounded(count), tape.contexts(from), false, outputs);
    products.ofState().multiply(rounded(count), tape.states(from), true, outputs);
    for (int target = from; target < from + count; target++) {
      FloatPointer place = tape.outputs(target);
      place.get(numbers);
      FloatMath.tanh(numbers, bias, units);
      place.put(numbers, 0, units);
    }
  }

  /** From the gradients of outputs to those of contexts and states. */
  void outputsBack(int from, int count) {
    for (int target = from; target < from + count; target++) {
      FloatPointer place = tape.ofOutputs(target);
      place.get(numbers);
      tape.outputs(target).get(others);
      tanhGradient(numbers, others, units);
      place.put(numbers, 0, units);
    }
    FloatPointer ofSums = tape.ofOutputs(from);
    products.ofContextBack().multiply(rounded(count), ofSums, false, tape.ofContexts(from));
    products.ofStateBack().multiply(rounded(count), ofSums, false, tape.ofStates(from));
  }

  private static void tanhGradient(float[] gradient, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      gradient[i] *= 1 - y[i] * y[i];
    }
  }

  /** From the gradients of a look's contexts to those of all that it saw. */
  void lookBack(int look) {
    int from = tape.looks().from(look);
    int targets = tape.looks().length(look);
    int source = tape.looks().sources()[look];
    int seen = sources.steps().length(source);
    if (seen == 0 || targets == 0) {
      return;
    }
    int first = sources.steps().from(source);
    FloatPointer ofContexts = tape.ofContexts(from);
    FloatPointer alignment = tape.alignment(look);
    FloatPointer ofScores = tape.ofScores(look);
    FloatPointer encoded = sources.encoded(first);
    if (targets == 1) {
      FloatGemm.multiplyRowTransposed(width, seen, ofContexts, encoded, 0, ofScores);
    } else {
      FloatGemm.multiply(
          false, true, targets, seen, width, ofContexts, width, encoded, width, 0, ofScores, seen);
    }
    softmax.backward(alignment, ofScores, targets, seen);
    FloatGemm.multiply(
        true,
        false,
        seen,
        width,
        targets,
        alignment,
        seen,
        ofContexts,
        width,
        1,
        sources.ofEncoded(first),
        width);
    scores.backward(
        targets,
        tape.queries(from),
        seen,
        sources.keys(first),
        ofScores,
        tape.ofQueries(from),
        sources.ofKeys(first),
        sources.ofVector(source));
  }

  /** Adds what comes from the queries of some target steps to the gradients of their states. */
  void queriesBack(int from, int count) {
    if (products.queryBack() != null) {
      products
          .queryBack()
          .multiply(rounded(count), tape.ofQueries(from), true, tape.ofStates(from));
    }
  }

  /** Adds what comes from the keys of some source steps to the gradients of what was said. */
  void keysBack(int from, int count) {
    if (products.keyBack() != null) {
      products
          .keyBack()
          .multiply(rounded(count), sources.ofKeys(from), true, sources.ofEncoded(from));
    }
  }
}
