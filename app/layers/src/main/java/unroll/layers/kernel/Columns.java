package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Neighboring columns of a matrix {@code [time * batch, column]} in c order: the part of a layer's
 * output that one direction makes.
 */
public record Columns(INDArray matrix, int first, int count) {}
