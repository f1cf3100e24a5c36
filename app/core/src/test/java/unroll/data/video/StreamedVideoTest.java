package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.config.UserException;
import unroll.data.FrameShape;

class StreamedVideoTest {
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);

  @TempDir private Path folder;

  /** Gives a few bytes at a time, and counts them. */
  private static final class Trickle extends InputStream {
    static final int DROP = 10;

    private final ByteArrayInputStream bytes;
    private int given;

    Trickle(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      given++;
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = bytes.read(target, offset, Math.min(length, DROP));
      given += Math.max(count, 0);
      return count;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFrameIsThereWithItsLastByte(VideoFormat format) throws IOException {
    Path file = TestVideo.write(folder.resolve("v"), format, SHAPE, TestVideo.noise(SHAPE, 20));
    List<Long> ends = packetEnds(file);
    Trickle stream = new Trickle(Files.readAllBytes(file));

    try (VideoReader video = new VideoReader("-", stream, SHAPE)) {
      for (int frame = 0; frame < 20; frame++) {
        video.next();
        long late = stream.given - ends.get(frame);
        assertTrue(late <= 2 * Trickle.DROP, "frame " + frame + " is late by " + late + " bytes");
      }
    }
  }

  private static List<Long> packetEnds(Path file) {
    List<Long> ends = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    try (VideoContainer container = new VideoContainer(file)) {
      while (container.read(packet)) {
        ends.add(packet.pos() + packet.size());
        avcodec.av_packet_unref(packet);
      }
    }
    avcodec.av_packet_free(packet);
    return ends;
  }

  @ParameterizedTest
  @EnumSource
  void aStreamHasTheSameFramesAsTheFile(VideoFormat format) throws IOException {
    Path file = TestVideo.write(folder.resolve("v"), format, SHAPE, TestVideo.frames(SHAPE, 15));

    List<VideoFrame> streamed = TestVideo.read(Files.readAllBytes(file), SHAPE);

    List<VideoFrame> read = TestVideo.read(file, SHAPE);
    assertEquals(15, streamed.size());
    for (int frame = 0; frame < 15; frame++) {
      assertEquals(read.get(frame).seconds(), streamed.get(frame).seconds());
      assertArrayEquals(read.get(frame).values(), streamed.get(frame).values());
    }
  }

  @Test
  void aStreamThatFailsSaysWhy() throws IOException {
    Path file =
        TestVideo.write(folder.resolve("v"), VideoFormat.MP4, SHAPE, TestVideo.noise(SHAPE, 20));
    Trickle bytes = new Trickle(Files.readAllBytes(file));
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("not asked for");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (bytes.given > 8000) {
              throw new IOException("the cable is out");
            }
            return bytes.read(target, offset, length);
          }
        };

    try (VideoReader video = new VideoReader("standard input", failing, SHAPE)) {
      UserException e = assertThrows(UserException.class, () -> video.forEachRemaining(f -> {}));
      assertTrue(e.getMessage().startsWith("standard input: "), e.getMessage());
      assertTrue(e.getMessage().endsWith("(the cable is out)"), e.getMessage());
    }
  }

  @Test
  void textIsNoVideo() {
    UserException e =
        assertThrows(
            UserException.class, () -> TestVideo.read("no video\n".repeat(999).getBytes(), SHAPE));
    assertTrue(e.getMessage().startsWith("-: is not a video that can be read"), e.getMessage());
    assertThrows(UserException.class, () -> TestVideo.read(new byte[0], SHAPE));
    assertThrows(UserException.class, () -> TestVideo.read(new byte[] {'G', 'I', 'F'}, SHAPE));
  }
}
