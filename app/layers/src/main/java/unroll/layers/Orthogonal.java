package unroll.layers;

import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights whose rows, or columns where there are fewer of them, are orthogonal and of length 1
 * (Saxe et al., 2014): a recurrent product with them neither lengthens nor shortens a state.
 */
public final class Orthogonal implements IWeightInit {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray parameters) {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "Orthogonal: expected a matrix, got " + shape.length + " dimensions");
    }
    boolean isWide = shape[0] <= shape[1];
    int vectors = (int) Math.min(shape[0], shape[1]);
    int length = (int) Math.max(shape[0], shape[1]);
    double[][] basis =
        Nd4j.randn(parameters.dataType(), new long[] {vectors, length}).toDoubleMatrix();
    for (int i = 0; i < vectors; i++) {
      // Twice, because one pass of Gram-Schmidt leaves what rounding has spoilt.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          subtract(basis[i], basis[j], dot(basis[i], basis[j]));
        }
      }
      scale(basis[i], 1 / Math.sqrt(dot(basis[i], basis[i])));
    }
    INDArray matrix = Nd4j.createFromArray(basis).castTo(parameters.dataType());
    INDArray weights = parameters.reshape(order, shape);
    weights.assign(isWide ? matrix : matrix.transpose());
    return weights;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] -= factor * b[i];
    }
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Orthogonal;
  }

  @Override
  public int hashCode() {
    return Orthogonal.class.hashCode();
  }
}
