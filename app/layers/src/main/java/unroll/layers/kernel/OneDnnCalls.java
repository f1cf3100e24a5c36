package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** What oneDNN has compiled to be run one after the other, by one thread at a time. */
final class OneDnnCalls {
  private final engine cpu;
  private final stream calls;
  private final List<Call> compiled = new ArrayList<>();

  OneDnnCalls(engine cpu) {
    this.cpu = cpu;
    this.calls = new stream(cpu);
  }

  /** What a primitive reads or writes; the name is one of oneDNN's. */
  record Argument(int name, memory value) {}

  /** A primitive with its arguments. Its fields keep what native code refers to. */
  private record Call(primitive code, List<Argument> arguments, dnnl_exec_arg_t list) {
    static Call of(primitive code, List<Argument> arguments) {
      dnnl_exec_arg_t list = new dnnl_exec_arg_t(arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        Argument argument = arguments.get(i);
        list.position(i).arg(argument.name()).memory(argument.value().get());
      }
      list.position(0);
      return new Call(code, arguments, list);
    }
  }

  /**
   * Adds a primitive.
   *
   * @param scratch the scratch memory that it asks for, see {@link OneDnnEngine#attributes}
   */
  void add(primitive code, memory.desc scratch, Argument... arguments) {
    List<Argument> all = new ArrayList<>(List.of(arguments));
    if (scratch.get_size() > 0) {
      all.add(new Argument(dnnl.DNNL_ARG_SCRATCHPAD, new memory(scratch, cpu)));
    }
    compiled.add(Call.of(code, all));
  }

  /** Adds a copy into another layout. */
  void addCopy(memory from, memory to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(from, to, OneDnnEngine.attributes(false), false);
    add(
        new reorder(description),
        description.scratchpad_desc(),
        new Argument(dnnl.DNNL_ARG_FROM, from),
        new Argument(dnnl.DNNL_ARG_TO, to));
  }

  /** The same numbers in a layout: the memory itself, or a copy that is added. */
  memory inLayout(memory numbers, memory.desc layout) {
    if (numbers.get_desc().equals(layout)) {
      return numbers;
    }
    memory copy = new memory(layout, cpu);
    addCopy(numbers, copy);
    return copy;
  }

  void run() {
    for (Call call : compiled) {
      OneDnnEngine.requireSuccess(
          dnnl.dnnl_primitive_execute(
              call.code().get(), calls.get(), call.arguments().size(), call.list()),
          "primitive_execute");
    }
  }
}
