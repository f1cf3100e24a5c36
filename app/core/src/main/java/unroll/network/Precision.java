package unroll.network;

import org.nd4j.linalg.api.buffer.DataType;

/** The type of a network's numbers. */
public enum Precision {
  FLOAT(DataType.FLOAT),
  DOUBLE(DataType.DOUBLE);

  private final DataType dataType;

  Precision(DataType dataType) {
    this.dataType = dataType;
  }

  public DataType dataType() {
    return dataType;
  }
}
