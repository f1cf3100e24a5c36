package unroll.layers.kernel;

import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** oneDNN on the processor, or that it does not run here. */
final class OneDnnEngine {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnnEngine.class);

  private static final Optional<OneDnnEngine> INSTANCE = load();

  private final engine cpu;

  private OneDnnEngine(engine cpu) {
    this.cpu = cpu;
  }

  /** The process's engine; empty where the library is missing or does not load. */
  static Optional<OneDnnEngine> get() {
    return INSTANCE;
  }

  engine engine() {
    return cpu;
  }

  /** How a product is to be computed. */
  static primitive_attr attributes(boolean isAdded) {
    primitive_attr attributes = new primitive_attr();
    // The library's own scratch memory belongs to the thread that made a primitive.
    attributes.set_scratchpad_mode(dnnl.dnnl_scratchpad_mode_user);
    if (isAdded) {
      post_ops sum = new post_ops();
      sum.append_sum();
      attributes.set_post_ops(sum);
    }
    return attributes;
  }

  private static Optional<OneDnnEngine> load() {
    try {
      return Optional.of(new OneDnnEngine(new engine(engine.kind.cpu, 0)));
    } catch (LinkageError | RuntimeException e) {
      LOG.warn("oneDNN does not run here, so OpenBLAS computes: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalStateException if a call failed
   */
  static void requireSuccess(int status, String call) {
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("oneDNN: " + call + " failed with status " + status);
    }
  }
}
