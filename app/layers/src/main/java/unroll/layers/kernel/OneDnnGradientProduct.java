package unroll.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN's product with a transposed left matrix. */
final class OneDnnGradientProduct implements GradientProduct {
  private final engine cpu;
  private final OneDnnCodes<Shape> codes;

  OneDnnGradientProduct(OneDnnEngine engine) {
    this.cpu = engine.engine();
    this.codes = new OneDnnCodes<>(cpu);
  }

  @Override
  public void multiply(Shape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    codes.run(shape, () -> description(shape), a, b, c);
  }

  private matmul.primitive_desc description(Shape shape) {
    return new matmul.primitive_desc(
        cpu,
        matrix(shape.rows(), shape.count(), 1, shape.strideOfA()),
        matrix(shape.count(), shape.columns(), shape.columns(), 1),
        matrix(shape.rows(), shape.columns(), shape.columns(), 1),
        OneDnnEngine.attributes(shape.isAdded()),
        false);
  }

  private static memory.desc matrix(int rows, int columns, int rowStride, int columnStride) {
    return new memory.desc(
        new long[] {rows, columns}, memory.data_type.f32, new long[] {rowStride, columnStride});
  }
}
