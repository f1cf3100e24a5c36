package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.config.UserException;
import unroll.data.FrameShape;

class VideoWriterTest {
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theSameFramesMakeTheSameBytes(VideoFormat format) throws IOException {
    List<float[]> frames = TestVideo.frames(SHAPE, 10);

    Path first = TestVideo.write(folder.resolve("first"), format, SHAPE, frames);
    Path second = TestVideo.write(folder.resolve("second"), format, SHAPE, frames);

    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void theFileIsThereOnceItIsFinished() throws IOException {
    Path file = Files.writeString(folder.resolve("v.mp4"), "old");

    try (VideoWriter video = new VideoWriter(file, VideoFormat.MP4, SHAPE, 12)) {
      TestVideo.frames(SHAPE, 10).forEach(video::add);
      assertEquals("old", Files.readString(file));
      video.finish();
    }

    assertEquals(10, TestVideo.read(file, SHAPE).size());
    assertEquals(List.of(file), files());
  }

  @Test
  void whatIsNotFinishedLeavesNothing() throws IOException {
    Path file = folder.resolve("v.mp4");

    try (VideoWriter video = new VideoWriter(file, VideoFormat.MP4, SHAPE, 12)) {
      TestVideo.frames(SHAPE, 10).forEach(video::add);
    }

    assertEquals(List.of(), files());
  }

  @Test
  void aFolderThatIsNotThereIsToldWithTheFile() {
    Path file = folder.resolve("none").resolve("v.mp4");

    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () -> new VideoWriter(file, VideoFormat.MP4, SHAPE, 12).close());

    assertTrue(e.getMessage().contains("cannot write " + file), e.getMessage());
    assertTrue(e.getMessage().contains("No such file"), e.getMessage());
  }

  @Test
  void imagesAreFramesToo() {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(255, 0, 51));
    graphics.fillRect(10, 0, 10, 10);
    graphics.dispose();
    FrameShape shape = new FrameShape(3, 10, 20);
    Path file = folder.resolve("v.gif");
    try (VideoWriter video = new VideoWriter(file, VideoFormat.GIF, shape, 10)) {
      video.add(image);
      video.finish();
    }

    float[] values = TestVideo.read(file, shape).get(0).values();

    assertEquals(0, values[Pixels.index(shape, 0, 5, 5)]);
    assertEquals(1, values[Pixels.index(shape, 0, 5, 15)]);
    assertEquals(0, values[Pixels.index(shape, 1, 5, 15)]);
    assertEquals(0.2f, values[Pixels.index(shape, 2, 5, 15)]);
  }

  @Test
  void aGifKeepsUpTo256ColorsOfAFrameExactly() {
    FrameShape shape = new FrameShape(3, 16, 16);
    float[] colors = new float[shape.size()];
    for (int i = 0; i < 256; i++) {
      colors[i] = i / 255f;
      colors[256 + i] = (i * 7 % 256) / 255f;
      colors[512 + i] = (255 - i) / 255f;
    }
    Path file = TestVideo.write(folder.resolve("v.gif"), VideoFormat.GIF, shape, List.of(colors));

    assertArrayEquals(colors, TestVideo.read(file, shape).get(0).values(), 1e-6f);
  }

  @Test
  void moreColorsOfAGifAreRounded() {
    FrameShape shape = new FrameShape(3, 32, 32);
    List<float[]> noise = TestVideo.noise(shape, 2);
    Path file = TestVideo.write(folder.resolve("v.gif"), VideoFormat.GIF, shape, noise);

    List<VideoFrame> read = TestVideo.read(file, shape);

    // Half a step of the coarsest scale, and half a step of a byte.
    for (int i = 0; i < shape.size(); i++) {
      assertEquals(noise.get(1)[i], read.get(1).values()[i], 0.1f + 0.003f);
    }
  }

  @Test
  void framesMustFit() {
    Path file = folder.resolve("v.mp4");
    try (VideoWriter video = new VideoWriter(file, VideoFormat.MP4, SHAPE, 12)) {
      assertMistake("expected 3072 values, got 5", () -> video.add(new float[5]));
      float[] dazzling = new float[SHAPE.size()];
      dazzling[7] = 1.5f;
      assertMistake("expected values from 0 to 1, got 1.5", () -> video.add(dazzling));
      dazzling[7] = Float.NaN;
      assertMistake("expected values from 0 to 1, got NaN", () -> video.add(dazzling));
      assertMistake(
          "expected an image of 32 x 32 pixels, got 32 x 31",
          () -> video.add(new BufferedImage(32, 31, BufferedImage.TYPE_INT_RGB)));
    }
  }

  @Test
  void h264NeedsEvenSides() {
    Path file = folder.resolve("v.mp4");
    FrameShape odd = new FrameShape(3, 33, 32);
    FrameShape small = new FrameShape(3, 32, 14);

    assertMistake(
        "H.264 needs even sides of at least 16 pixels, got 32 x 33",
        () -> new VideoWriter(file, VideoFormat.MP4_H264, odd, 12).close());
    assertMistake(
        "H.264 needs even sides of at least 16 pixels, got 14 x 32",
        () -> new VideoWriter(file, VideoFormat.MP4_H264, small, 12).close());
  }

  @Test
  void theNameTellsTheFormat() {
    assertEquals(VideoFormat.MP4, VideoFormat.of(Path.of("a/b.MP4")));
    assertEquals(VideoFormat.WEBM, VideoFormat.of(Path.of("b.webm")));
    assertEquals(VideoFormat.GIF, VideoFormat.of(Path.of("b.c.gif")));

    UserException e = assertThrows(UserException.class, () -> VideoFormat.of(Path.of("clip.wemb")));
    assertEquals(
        "clip.wemb: cannot write such files; did you mean webm? expected mp4, webm, gif",
        e.getMessage());
    assertThrows(UserException.class, () -> VideoFormat.of(Path.of("mp4")));
  }

  private static void assertMistake(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
