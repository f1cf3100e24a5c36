package unroll.layers.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The products that oneDNN has compiled for one thread, by their shape.
 *
 * @param <S> what tells the shapes apart
 */
final class OneDnnCodes<S> {
  /** Kept codes; a batch of rows of all lengths needs one for every number of rows. */
  private static final int MOST_CODES = 512;

  private final engine cpu;
  private final stream calls;
  private final Address place = new Address();
  private final Map<S, Code> codes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<S, Code> eldest) {
          return size() > MOST_CODES;
        }
      };

  OneDnnCodes(engine cpu) {
    this.cpu = cpu;
    this.calls = new stream(cpu);
  }

  /** Runs the code of a shape, made from the description when it is first asked for. */
  void run(
      S shape,
      Supplier<matmul.primitive_desc> description,
      FloatPointer a,
      FloatPointer b,
      FloatPointer c) {
    codes.computeIfAbsent(shape, absent -> new Code(description.get(), a, b, c)).run(a, b, c);
  }

  /** One compiled product. Its fields keep what native code refers to. */
  private final class Code {
    private final matmul primitive;
    private final memory left;
    private final memory right;
    private final memory result;
    private final memory scratch;
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(4);
    private final int argumentCount;

    Code(matmul.primitive_desc description, FloatPointer a, FloatPointer b, FloatPointer c) {
      this.primitive = new matmul(description);
      this.left = new memory(description.src_desc(), cpu, place.at(a));
      this.right = new memory(description.weights_desc(), cpu, place.at(b));
      this.result = new memory(description.dst_desc(), cpu, place.at(c));
      this.scratch = new memory(description.scratchpad_desc(), cpu);
      argument(0, dnnl.DNNL_ARG_SRC, left);
      argument(1, dnnl.DNNL_ARG_WEIGHTS, right);
      argument(2, dnnl.DNNL_ARG_DST, result);
      boolean needsScratch = description.scratchpad_desc().get_size() > 0;
      if (needsScratch) {
        argument(3, dnnl.DNNL_ARG_SCRATCHPAD, scratch);
      }
      this.argumentCount = needsScratch ? 4 : 3;
      arguments.position(0);
    }

    private void argument(int position, int name, memory value) {
      arguments.position(position).arg(name).memory(value.get());
    }

    void run(FloatPointer a, FloatPointer b, FloatPointer c) {
      pointAt(left, a);
      pointAt(right, b);
      pointAt(result, c);
      OneDnnEngine.requireSuccess(
          dnnl.dnnl_primitive_execute(primitive.get(), calls.get(), argumentCount, arguments),
          "primitive_execute");
    }

    private void pointAt(memory memory, FloatPointer numbers) {
      OneDnnEngine.requireSuccess(
          dnnl.dnnl_memory_set_data_handle(memory.get(), place.at(numbers)), "set_data_handle");
    }
  }
}
