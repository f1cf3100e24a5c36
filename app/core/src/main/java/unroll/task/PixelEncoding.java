package unroll.task;

import java.util.Map;
import unroll.data.Channel;
import unroll.data.FrameShape;
import unroll.data.Frames;

/** Frames of pixels, which a network reads as they are: from 0, black, to 1. */
record PixelEncoding(FrameShape shape) implements FrameEncoding<Frames> {
  @Override
  public Channel channel() {
    return new Channel.Mixed(shape, 0);
  }

  @Override
  public Frames encode(Frames frames, String name) {
    return frames;
  }

  @Override
  public Map<String, byte[]> files() {
    return Map.of();
  }

  @Override
  public String description() {
    return "inputs: %d x %d pixels, %s"
        .formatted(shape.height(), shape.width(), shape.channels() == 1 ? "gray" : "in color");
  }
}
