package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.config.UserException;
import unroll.data.FrameShape;
import unroll.data.Frames;

class VideoReaderTest {
  private static final FrameShape COLOR = new FrameShape(3, 32, 48);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readsWhatWasWritten(VideoFormat format) {
    List<float[]> frames = TestVideo.frames(COLOR, 30);
    Path file = TestVideo.write(folder.resolve("video"), format, COLOR, frames);

    List<VideoFrame> read = TestVideo.read(file, COLOR);

    assertEquals(30, read.size());
    assertTrue(TestVideo.difference(frames, read) < 0.02, format + " differs");
  }

  @ParameterizedTest
  @EnumSource(names = "MP4_H264", mode = EnumSource.Mode.EXCLUDE)
  void sidesMayBeOdd(VideoFormat format) {
    FrameShape odd = new FrameShape(3, 33, 17);
    List<float[]> frames = TestVideo.frames(odd, 10);
    Path file = TestVideo.write(folder.resolve("video"), format, odd, frames);

    assertTrue(TestVideo.difference(frames, TestVideo.read(file, odd)) < 0.03);
  }

  @ParameterizedTest
  @EnumSource
  void grayIsBrightness(VideoFormat format) {
    FrameShape gray = new FrameShape(1, 32, 48);
    List<float[]> frames = TestVideo.frames(gray, 10);
    Path file = TestVideo.write(folder.resolve("video"), format, gray, frames);

    assertTrue(TestVideo.difference(frames, TestVideo.read(file, gray)) < 0.01);
    assertEquals(3 * 32 * 48, TestVideo.read(file, COLOR).get(0).values().length);
  }

  @Test
  void blackAndWhiteAreZeroAndOne() {
    FrameShape gray = new FrameShape(1, 16, 16);
    float[] white = new float[gray.size()];
    java.util.Arrays.fill(white, 1);
    List<float[]> frames = List.of(new float[gray.size()], white);
    Path file = TestVideo.write(folder.resolve("video"), VideoFormat.MP4, gray, frames);

    assertEquals(0, TestVideo.difference(frames, TestVideo.read(file, gray)), 0.005);
  }

  @Test
  void aPixelOfASmallerFrameIsTheMeanOfWhatItCovers() {
    FrameShape large = new FrameShape(3, 8, 12);
    List<float[]> noise = TestVideo.noise(large, 3);
    Path file = TestVideo.write(folder.resolve("v.gif"), VideoFormat.GIF, large, noise);
    FrameShape small = new FrameShape(3, 2, 4);

    List<VideoFrame> read = TestVideo.read(file, small);

    for (int frame = 0; frame < 3; frame++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int row = 0; row < 2; row++) {
          for (int column = 0; column < 4; column++) {
            float mean = 0;
            for (int cell = 0; cell < 12; cell++) {
              int y = row * 4 + cell / 3;
              int x = column * 3 + cell % 3;
              mean += noise.get(frame)[Pixels.index(large, channel, y, x)] / 12;
            }
            float found = read.get(frame).values()[Pixels.index(small, channel, row, column)];
            assertEquals(mean, found, 0.01f);
          }
        }
      }
    }
  }

  @Test
  void framesKnowTheirTimesAndTheFileTheirNumber() {
    Path file =
        TestVideo.write(
            folder.resolve("v.mp4"), VideoFormat.MP4, COLOR, TestVideo.frames(COLOR, 25));

    try (VideoReader video = new VideoReader(file, COLOR)) {
      assertEquals(OptionalLong.of(25), video.declaredFrames());
      for (int frame = 0; frame < 25; frame++) {
        assertEquals(frame / 12.0, video.next().seconds(), 1e-9);
      }
      assertFalse(video.hasNext());
      assertThrows(NoSuchElementException.class, video::next);
    }
  }

  @Test
  void webmDoesNotDeclareItsFrames() {
    Path file =
        TestVideo.write(
            folder.resolve("v.webm"), VideoFormat.WEBM, COLOR, TestVideo.frames(COLOR, 5));

    try (VideoReader video = new VideoReader(file, COLOR)) {
      assertEquals(OptionalLong.empty(), video.declaredFrames());
    }
  }

  @Test
  void delaysOfAGifMayDiffer() throws IOException {
    Path file =
        TestVideo.write(
            folder.resolve("v.gif"), VideoFormat.GIF, COLOR, TestVideo.frames(COLOR, 4));
    byte[] bytes = Files.readAllBytes(file);
    int[] delays = {10, 50, 5, 100};
    int frame = 0;
    for (int i = 0; i < bytes.length - 4; i++) {
      // A graphic control extension: 21 F9 04, flags, the delay in hundredths of a second.
      if (bytes[i] == 0x21 && bytes[i + 1] == (byte) 0xF9 && bytes[i + 2] == 4) {
        bytes[i + 4] = (byte) delays[frame++];
      }
    }
    assertEquals(4, frame);
    Files.write(file, bytes);

    List<VideoFrame> read = TestVideo.read(file, COLOR);

    assertEquals(List.of(0.0, 0.1, 0.6, 0.65), read.stream().map(VideoFrame::seconds).toList());
  }

  @Test
  void readAllKeepsAByteANumber() {
    Path file =
        TestVideo.write(
            folder.resolve("v.mp4"), VideoFormat.MP4, COLOR, TestVideo.frames(COLOR, 6));
    List<VideoFrame> single = TestVideo.read(file, COLOR);

    try (VideoReader video = new VideoReader(file, COLOR)) {
      video.next();
      Frames rest = video.readAll();

      assertEquals(5, rest.length());
      assertEquals(COLOR.size(), rest.width());
      for (int i = 0; i < COLOR.size(); i++) {
        assertEquals(single.get(3).values()[i], rest.at(2, i));
      }
    }
  }

  @Test
  void turnsFramesAsThePhoneAsksFor() throws IOException {
    List<float[]> frames = TestVideo.frames(COLOR, 3);
    Path file = TestVideo.write(folder.resolve("v.mp4"), VideoFormat.MP4, COLOR, frames);
    float[] plain = TestVideo.read(file, COLOR).get(2).values();
    byte[] bytes = Files.readAllBytes(file);
    int matrix = indexOf(bytes, "tkhd") + 4 + 40;
    // x' = -y, y' = x: clockwise by 90 degrees. Numbers are 16.16 fixed point.
    int[] turned = {0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000};
    ByteBuffer.wrap(bytes, matrix, 36).asIntBuffer().put(turned);
    Files.write(file, bytes);
    FrameShape upright = new FrameShape(3, 48, 32);

    float[] read = TestVideo.read(file, upright).get(2).values();

    float[] expected = new float[read.length];
    for (int channel = 0; channel < 3; channel++) {
      for (int row = 0; row < 48; row++) {
        for (int column = 0; column < 32; column++) {
          expected[Pixels.index(upright, channel, row, column)] =
              plain[Pixels.index(COLOR, channel, 31 - column, row)];
        }
      }
    }
    assertArrayEquals(expected, read);
  }

  @Test
  void memoryDoesNotGrowWithTheVideo() {
    FrameShape large = new FrameShape(1, 128, 128);
    Path file = folder.resolve("v.mp4");
    try (VideoWriter writer = new VideoWriter(file, VideoFormat.MP4, large, 25)) {
      for (int frame = 0; frame < 2000; frame++) {
        float[] values = new float[large.size()];
        values[frame] = 1;
        writer.add(values);
      }
      writer.finish();
    }
    FrameShape small = new FrameShape(1, 2, 2);
    TestVideo.read(file, small);

    long before = Pointer.physicalBytes();
    for (int round = 0; round < 2; round++) {
      assertEquals(2000, TestVideo.read(file, small).size());
    }
    long grown = Pointer.physicalBytes() - before;

    // The decoded frames of one round have 98 MB.
    assertTrue(grown < 20 << 20, grown + " bytes more");
  }

  @Test
  void manyReadersMayBeOpenAtOnce() {
    Path file =
        TestVideo.write(
            folder.resolve("v.mp4"), VideoFormat.MP4, COLOR, TestVideo.frames(COLOR, 3));
    List<VideoReader> readers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      readers.add(new VideoReader(file, COLOR));
    }
    for (VideoReader reader : readers) {
      reader.next();
      reader.close();
      reader.close();
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is no video.\n".repeat(50));
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path sound = Files.write(folder.resolve("sound.wav"), wav());

    assertMistake(text, "is not a video that can be read");
    assertMistake(empty, "is empty; expected a video file");
    assertMistake(folder.resolve("missing.mp4"), "no such file");
    assertMistake(folder, "is a folder; expected a video file");
    assertMistake(sound, "holds no video stream");
  }

  @Test
  void ffmpegItselfSaysNothing() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is no video.");

    assertMistake(text, "is not a video");

    assertEquals(avutil.AV_LOG_QUIET, avutil.av_log_get_level());
  }

  @Test
  void aPlaylistIsNoVideo() throws IOException {
    Path other = TestVideo.write(folder.resolve("v"), VideoFormat.MP4, COLOR, List.of());
    Path list = folder.resolve("list.mp4");
    Files.writeString(list, "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:3,\n" + other + "\n");
    assertMistake(list, "is not a video");
    Files.writeString(list, "ffconcat version 1.0\nfile v\n");
    assertMistake(list, "is not a video");
  }

  @Test
  void absurdSizesAreRefusedBeforeDecoding() throws IOException {
    Path file =
        TestVideo.write(
            folder.resolve("v.gif"), VideoFormat.GIF, COLOR, TestVideo.frames(COLOR, 2));
    byte[] bytes = Files.readAllBytes(file);
    // The logical screen: two bytes each, little-endian.
    ByteBuffer.wrap(bytes, 6, 4).put(new byte[] {0x00, 0x40, 0x10, 0x00});
    Files.write(file, bytes);

    UserException e = assertThrows(UserException.class, () -> new VideoReader(file, COLOR));

    assertEquals(
        file + ": its frames are 16384 x 16 pixels; expected at most 8192 x 8192", e.getMessage());
  }

  private void assertMistake(Path file, String expected) {
    UserException e = assertThrows(UserException.class, () -> TestVideo.read(file, COLOR));
    assertTrue(e.getMessage().startsWith(file + ": " + expected), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  private static int indexOf(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
  }

  /** A second of silence. */
  private static byte[] wav() {
    ByteBuffer wav = ByteBuffer.allocate(44 + 8000).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 8000);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8000);
    return wav.array();
  }
}
