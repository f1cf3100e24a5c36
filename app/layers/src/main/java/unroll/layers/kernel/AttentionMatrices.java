package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import unroll.layers.Attention;

/**
 * The matrices of an attention as its products read them. Kept from pass to pass, packed anew in
 * each.
 *
 * <p>Keys are what the encoder's states are scored by: {@code e} itself with {@link Attention#DOT},
 * {@code W e} with {@link Attention#GENERAL}, {@code K e} with {@link Attention#ADDITIVE}; queries
 * are the decoder's states, or {@code Q h} with the last.
 */
final class AttentionMatrices {
  private final Attention attention;
  private final int units;
  private final int width;

  /** Of what the encoder said {@code [source, unit]}; null with {@link Attention#DOT}. */
  private final PackedMatrix key;

  /** Of the decoder's states {@code [unit, unit]}, with {@link Attention#ADDITIVE}. */
  private final PackedMatrix query;

  private final PackedMatrix ofContext;
  private final PackedMatrix ofState;
  private final PackedMatrix keyBack;
  private final PackedMatrix queryBack;
  private final PackedMatrix ofContextBack;
  private final PackedMatrix ofStateBack;
  private AttentionWeights weights;

  /**
   * @param width numbers of a step of the source
   */
  AttentionMatrices(Attention attention, int units, int width) {
    this.attention = attention;
    this.units = units;
    this.width = width;
    boolean projects = attention != Attention.DOT;
    boolean asks = attention == Attention.ADDITIVE;
    this.key = projects ? PackedMatrix.of(width, units) : null;
    this.keyBack = projects ? PackedMatrix.of(units, width) : null;
    this.query = asks ? PackedMatrix.of(units, units) : null;
    this.queryBack = asks ? PackedMatrix.of(units, units) : null;
    this.ofContext = PackedMatrix.of(width, units);
    this.ofState = PackedMatrix.of(units, units);
    this.ofContextBack = PackedMatrix.of(units, width);
    this.ofStateBack = PackedMatrix.of(units, units);
  }

  /** Takes weights for forward passes. */
  void begin(AttentionWeights newWeights) {
    weights = newWeights;
    pack(key, query, ofContext, ofState, false);
  }

  /** Prepares a backward pass with the same weights. */
  void beginBackward() {
    pack(keyBack, queryBack, ofContextBack, ofStateBack, true);
  }

  private void pack(
      PackedMatrix keys,
      PackedMatrix queries,
      PackedMatrix contexts,
      PackedMatrix states,
      boolean isBack) {
    List<Runnable> tasks = new ArrayList<>();
    if (attention == Attention.GENERAL) {
      tasks.add(() -> keys.pack(NativeMatrix.of(weights.general()), !isBack));
    } else if (attention == Attention.ADDITIVE) {
      tasks.add(() -> keys.pack(NativeMatrix.of(weights.key()), isBack));
      tasks.add(() -> queries.pack(NativeMatrix.of(weights.query()), isBack));
    }
    tasks.add(() -> contexts.pack(NativeMatrix.of(weights.combination()), isBack));
    tasks.add(
        () ->
            states.pack(
                NativeMatrix.of(weights.combination()).position((long) width * units), isBack));
    Workers.shared().run(tasks.size(), task -> tasks.get(task).run());
  }

  AttentionWeights weights() {
    return weights;
  }

  /** What one thread multiplies with. */
  Products products() {
    return new Products(
        product(key),
        product(query),
        ofContext.product(),
        ofState.product(),
        product(keyBack),
        product(queryBack),
        ofContextBack.product(),
        ofStateBack.product());
  }

  private static PackedMatrix.Product product(PackedMatrix matrix) {
    return matrix == null ? null : matrix.product();
  }

  /** Products of one thread with all of the matrices; null where an attention has none. */
  record Products(
      PackedMatrix.Product key,
      PackedMatrix.Product query,
      PackedMatrix.Product ofContext,
      PackedMatrix.Product ofState,
      PackedMatrix.Product keyBack,
      PackedMatrix.Product queryBack,
      PackedMatrix.Product ofContextBack,
      PackedMatrix.Product ofStateBack) {}
}
