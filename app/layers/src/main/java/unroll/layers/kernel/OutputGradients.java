package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where an output layer's gradients go.
 *
 * @param weights in c order, of the weights' shape; overwritten
 * @param bias {@code [output]}, overwritten
 * @param input {@code [row, input]} in c order; only rows with a label are written
 */
public record OutputGradients(INDArray weights, INDArray bias, INDArray input) {}
