package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the gradient of a layer's input goes.
 *
 * @param matrix {@code [time * batch, feature]} in c order
 * @param isAdded whether it is added to what is there; rows of masked steps are left as they are
 */
public record InputGradient(INDArray matrix, boolean isAdded) {}
