package unroll.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import unroll.layers.kernel.EncoderShape.Block;

/**
 * What oneDNN is told of a convolution block of a fixed number of frames. Every primitive chooses
 * the layouts that it is fastest with: a combination that has no fast code is computed a thousand
 * times as slowly by its reference.
 */
record OneDnnBlock(engine cpu, Block block, int frames) {
  memory.desc input() {
    return any(frames, block.channels(), block.height(), block.width());
  }

  memory.desc convolved() {
    return any(frames, block.filters(), block.height(), block.width());
  }

  memory.desc pooled() {
    return any(frames, block.filters(), block.pooledHeight(), block.pooledWidth());
  }

  memory.desc weights() {
    return any(block.filters(), block.channels(), block.kernel(), block.kernel());
  }

  /** The weights as they lie among the parameters. */
  memory.desc plainWeights() {
    long[] sizes = {block.filters(), block.channels(), block.kernel(), block.kernel()};
    return new memory.desc(sizes, memory.data_type.f32, memory.format_tag.oihw);
  }

  memory.desc bias() {
    return new memory.desc(new long[] {block.filters()}, memory.data_type.f32, memory.format_tag.x);
  }

  /** Frames one after the other, each as in {@link EncoderShape}. */
  memory.desc plainInput() {
    return plain(block.channels(), block.height(), block.width());
  }

  /** The block's output in the same order. */
  memory.desc plainOutput() {
    return plain(block.filters(), block.pooledHeight(), block.pooledWidth());
  }

  private memory.desc plain(long planes, long height, long width) {
    long[] sizes = {frames, planes, height, width};
    return new memory.desc(sizes, memory.data_type.f32, memory.format_tag.nchw);
  }

  private static memory.desc any(long... sizes) {
    return new memory.desc(sizes, memory.data_type.f32, memory.format_tag.any);
  }

  long[] stride() {
    return new long[] {1, 1};
  }

  /** Zeros around a plane, on each side. */
  long[] padding() {
    return new long[] {block.kernel() / 2, block.kernel() / 2};
  }

  boolean isPooled() {
    return block.pool() > 1;
  }

  long[] window() {
    return new long[] {block.pool(), block.pool()};
  }

  /** Of a window; and between the numbers of one. */
  long[] none() {
    return new long[] {0, 0};
  }

  /** Memory that is given its place later. */
  memory placedLater(memory.desc layout) {
    return new memory(layout, cpu, new Pointer());
  }
}
