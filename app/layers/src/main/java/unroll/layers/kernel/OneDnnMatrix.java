package unroll.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix in the blocks that oneDNN's products read. A product with 25 rows then runs as fast as a
 * large one, where a library that packs for every product reaches half of that. (oneDNN's sgemm
 * does without packing too, but in version 3.11 it writes where it must not when a signal
 * interrupts it.)
 */
final class OneDnnMatrix implements PackedMatrix {
  /** Rows of a that the layout is chosen for; it serves all other counts. */
  private static final int TYPICAL_COUNT = 64;

  private final engine cpu;
  private final int rows;
  private final int columns;
  private final memory.desc layout;
  private final memory packed;
  private final FloatPointer packedNumbers;
  private final stream packing;
  private final Address place = new Address();
  private memory source;
  private reorder copy;
  private boolean isTransposed;

  /** How many rows are multiplied, and whether the product is added to what is there. */
  private record Shape(int count, boolean isAdded) {}

  OneDnnMatrix(OneDnnEngine engine, int rows, int columns) {
    this.cpu = engine.engine();
    this.rows = rows;
    this.columns = columns;
    memory.desc any = description(rows, columns, memory.format_tag.any);
    this.layout = product(TYPICAL_COUNT, any, false).weights_desc();
    this.packedNumbers = new FloatPointer(layout.get_size() / Float.BYTES);
    this.packed = new memory(layout, cpu, packedNumbers);
    this.packing = new stream(cpu);
  }

  @Override
  public void pack(FloatPointer matrix, boolean transposed) {
    if (copy == null || transposed != isTransposed) {
      memory.format_tag plain = transposed ? memory.format_tag.ba : memory.format_tag.ab;
      source = new memory(description(rows, columns, plain), cpu, place.at(matrix));
      copy = new reorder(source, packed);
      isTransposed = transposed;
    }
    source.set_data_handle(place.at(matrix));
    copy.execute(packing, source, packed);
  }

  @Override
  public Product product() {
    OneDnnCodes<Shape> codes = new OneDnnCodes<>(cpu);
    FloatPointer numbers = new FloatPointer(packedNumbers);
    return (count, a, isAdded, c) ->
        codes.run(new Shape(count, isAdded), () -> product(count, layout, isAdded), a, numbers, c);
  }

  private matmul.primitive_desc product(int count, memory.desc weights, boolean isAdded) {
    return new matmul.primitive_desc(
        cpu,
        description(count, rows, memory.format_tag.ab),
        weights,
        description(count, columns, memory.format_tag.ab),
        OneDnnEngine.attributes(isAdded),
        false);
  }

  private static memory.desc description(int rows, int columns, memory.format_tag tag) {
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, tag);
  }
}
