package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The sizes of an encoder of frames: convolution blocks, then dense layers with ReLU, then a linear
 * map. Its parameters lie one after the other in the order of {@link #parts()}.
 *
 * @param channels planes of a frame; a frame is {@code [channel, row, column]} in c order
 * @param height rows of a plane
 * @param width columns of a plane
 * @param hidden sizes of the dense layers, may be empty
 * @param outputs size of the linear map's output
 */
public record EncoderShape(
    int channels, int height, int width, List<Block> blocks, List<Integer> hidden, long outputs) {

  /**
   * A convolution with stride 1 that keeps the size, ReLU, and the maximum over windows of {@code
   * pool} by {@code pool} that do not overlap; rows and columns that fill no window are left out.
   *
   * @param kernel rows and columns of a filter, odd
   * @param pool 1 for none
   */
  public record Block(int channels, int height, int width, int filters, int kernel, int pool) {
    int pooledHeight() {
      return height / pool;
    }

    int pooledWidth() {
      return width / pool;
    }

    int features() {
      return filters * pooledHeight() * pooledWidth();
    }

    private long multiplications() {
      return (long) filters * channels * kernel * kernel * height * width;
    }
  }

  /**
   * The weights or the bias of one map.
   *
   * @param key name among the layer's parameters
   * @param start place of the first number
   * @param shape {@code [filter, channel, row, column]} of a convolution's weights, {@code [input,
   *     output]} of others, {@code [output]} of a bias
   * @param fanIn inputs of an output
   * @param fanOut outputs that read an input
   */
  public record Part(String key, long start, long[] shape, long fanIn, long fanOut) {
    /** Place after the last number. */
    public long end() {
      long length = 1;
      for (long size : shape) {
        length *= size;
      }
      return start + length;
    }

    /** Where it lies among all parameters, which begin at a pointer's position. */
    FloatPointer in(FloatPointer parameters) {
      return new FloatPointer(parameters).position(parameters.position() + start);
    }

    /** Whether it is not a bias. */
    public boolean isWeights() {
      return shape.length > 1;
    }
  }

  public EncoderShape {
    blocks = List.copyOf(blocks);
    hidden = List.copyOf(hidden);
  }

  /**
   * A shape with the blocks' sizes made from the frame's.
   *
   * @param filters of every block
   * @param kernels as many
   * @param pools as many
   */
  public static EncoderShape of(
      int[] frame, int[] filters, int[] kernels, int[] pools, int[] hidden, long outputs) {
    List<Block> blocks = new ArrayList<>();
    int channels = frame[0];
    int height = frame[1];
    int width = frame[2];
    for (int i = 0; i < filters.length; i++) {
      Block block = new Block(channels, height, width, filters[i], kernels[i], pools[i]);
      blocks.add(block);
      channels = block.filters();
      height = block.pooledHeight();
      width = block.pooledWidth();
    }
    List<Integer> sizes = new ArrayList<>();
    for (int size : hidden) {
      sizes.add(size);
    }
    return new EncoderShape(frame[0], frame[1], frame[2], blocks, sizes, outputs);
  }

  /** Numbers of a frame. */
  public int frame() {
    return channels * height * width;
  }

  /** Numbers that the first dense map reads. */
  int features() {
    return blocks.isEmpty() ? frame() : blocks.get(blocks.size() - 1).features();
  }

  /** Dense maps, the linear one among them. */
  int denseMaps() {
    return hidden.size() + 1;
  }

  /** Numbers that a dense map reads. */
  int inputs(int map) {
    return map == 0 ? features() : hidden.get(map - 1);
  }

  /** Numbers that a dense map gives. */
  int outputs(int map) {
    return map == hidden.size() ? (int) outputs : hidden.get(map);
  }

  /** Numbers that the linear map reads. */
  public int lastHidden() {
    return inputs(hidden.size());
  }

  /** Multiplications that a frame costs on its way forward. */
  long multiplications() {
    long sum = blocks.stream().mapToLong(Block::multiplications).sum();
    for (int map = 0; map < denseMaps(); map++) {
      sum += (long) inputs(map) * outputs(map);
    }
    return sum;
  }

  /** All weights and biases: of the blocks, of the dense layers, of the linear map. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      long window = (long) block.kernel() * block.kernel();
      long[] shape = {block.filters(), block.channels(), block.kernel(), block.kernel()};
      add(parts, "cW" + i, "cb" + i, shape, block.channels() * window, block.filters() * window);
    }
    for (int map = 0; map < denseMaps(); map++) {
      boolean isLast = map == hidden.size();
      long[] shape = {inputs(map), outputs(map)};
      add(parts, isLast ? "W" : "hW" + map, isLast ? "b" : "hb" + map, shape, shape[0], shape[1]);
    }
    return parts;
  }

  private static void add(
      List<Part> parts, String weights, String bias, long[] shape, long fanIn, long fanOut) {
    long start = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
    Part first = new Part(weights, start, shape, fanIn, fanOut);
    long units = shape.length == 4 ? shape[0] : shape[1];
    parts.add(first);
    parts.add(new Part(bias, first.end(), new long[] {units}, fanIn, fanOut));
  }

  /** Numbers of all parameters. */
  public long length() {
    List<Part> parts = parts();
    return parts.get(parts.size() - 1).end();
  }
}
