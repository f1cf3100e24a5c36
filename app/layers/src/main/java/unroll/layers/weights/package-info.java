/**
 * Weights in PyTorch's layout, from and to .npy, .npz and .safetensors files, read as files from
 * strangers; imports nothing of ours.
 */
package unroll.layers.weights;
