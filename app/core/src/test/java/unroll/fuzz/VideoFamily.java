package unroll.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.FrameShape;
import unroll.data.video.VideoReader;

/** Videos, as files and as they arrive. */
final class VideoFamily implements FuzzFamily {
  private static final FrameShape SHAPE = new FrameShape(1, 8, 8);

  private final List<byte[]> seeds;
  private final Path file;

  VideoFamily(Path folder) throws IOException {
    this.seeds =
        List.of(
            FuzzData.video(folder, "seed.mp4"),
            FuzzData.video(folder, "seed.webm"),
            FuzzData.video(folder, "seed.gif"));
    this.file = folder.resolve("input.mp4");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    try (VideoReader video =
        input.length % 2 == 0
            ? new VideoReader(file, SHAPE)
            : new VideoReader("stream", new ByteArrayInputStream(input), SHAPE)) {
      while (video.hasNext()) {
        video.next();
      }
    }
  }
}
