/**
 * Weights in PyTorch's names and layout, and the files that hold them (npy, npz, safetensors);
 * imports nothing of ours.
 */
package unroll.layers.weights;
