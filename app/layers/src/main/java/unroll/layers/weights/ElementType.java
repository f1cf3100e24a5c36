package unroll.layers.weights;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers that tensor files hold; the 2-byte ones are read as float, which loses nothing. */
enum ElementType {
  HALF(2, DataType.FLOAT, "f2", "F16"),
  BRAIN(2, DataType.FLOAT, "no npy name", "BF16"),
  SINGLE(4, DataType.FLOAT, "f4", "F32"),
  DOUBLE(8, DataType.DOUBLE, "f8", "F64");

  private final int bytes;
  private final DataType dataType;
  private final String npyName;
  private final String safeTensorsName;

  ElementType(int bytes, DataType dataType, String npyName, String safeTensorsName) {
    this.bytes = bytes;
    this.dataType = dataType;
    this.npyName = npyName;
    this.safeTensorsName = safeTensorsName;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** The type of an array read from such numbers. */
  DataType dataType() {
    return dataType;
  }

  /** The name without the byte order. */
  String npyName() {
    return npyName;
  }

  String safeTensorsName() {
    return safeTensorsName;
  }

  static Optional<ElementType> ofNpy(String name) {
    return Arrays.stream(values()).filter(type -> type.npyName.equals(name)).findFirst();
  }

  static Optional<ElementType> ofSafeTensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safeTensorsName.equals(name)).findFirst();
  }

  /**
   * The type to write an array as.
   *
   * @throws IllegalArgumentException if the array is neither float nor double
   */
  static ElementType of(String name, INDArray array) {
    return switch (array.dataType()) {
      case FLOAT -> SINGLE;
      case DOUBLE -> DOUBLE;
      default ->
          throw new IllegalArgumentException(
              "tensor %s: expected FLOAT or DOUBLE, found %s".formatted(name, array.dataType()));
    };
  }
}
