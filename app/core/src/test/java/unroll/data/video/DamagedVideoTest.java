package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.config.UserException;
import unroll.data.FrameShape;

class DamagedVideoTest {
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);
  private static final int FRAMES = 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aFileThatIsCutOffAnywhereIsAMistake(VideoFormat format) throws IOException {
    byte[] whole = video(format);
    Path file = folder.resolve("cut");

    for (int length = 0; length < withFrames(format, whole); length += whole.length / 50) {
      Files.write(file, Arrays.copyOf(whole, length));

      UserException e = assertThrows(UserException.class, () -> TestVideo.read(file, SHAPE));
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatIsCutOffAnywhereIsAMistake(VideoFormat format) throws IOException {
    byte[] whole = video(format);

    for (int length = 0; length < withFrames(format, whole); length += whole.length / 50) {
      byte[] cut = Arrays.copyOf(whole, length);

      UserException e = assertThrows(UserException.class, () -> TestVideo.read(cut, SHAPE));
      assertTrue(e.getMessage().startsWith("-: "), e.getMessage());
    }
  }

  /** A webm that lacks only the index after its frames lacks none of them. */
  private static int withFrames(VideoFormat format, byte[] whole) {
    return format == VideoFormat.WEBM ? whole.length - 40 : whole.length;
  }

  @Test
  void saysWhereAnMp4IsCutOff() throws IOException {
    byte[] whole = video(VideoFormat.MP4);
    int movie = indexOf(whole, "moov") - 4;
    int data = indexOf(whole, "mdat") - 4;

    assertEquals("has no moov box, which tells where its frames are: it is cut off", flaw(movie));
    assertEquals(
        "is cut off: its moov box has %d bytes, of which 100 are there"
            .formatted(indexOf(whole, "free") - 4 - movie),
        flaw(movie + 100));
    assertEquals(
        "is cut off: its mdat box has %d bytes, of which 50 are there"
            .formatted(whole.length - data),
        flaw(data + 50));
    assertEquals("is cut off: 0 frames of 20", flaw(data));
  }

  private String flaw(int length) throws IOException {
    Path file = folder.resolve("cut.mp4");
    Files.write(file, Arrays.copyOf(video(VideoFormat.MP4), length));
    UserException e = assertThrows(UserException.class, () -> TestVideo.read(file, SHAPE));
    return e.getMessage().substring((file + ": ").length());
  }

  @Test
  void theFramesBeforeACutInAStreamAreRead() throws IOException {
    byte[] whole = video(VideoFormat.MP4);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    try (VideoReader video = new VideoReader("-", new java.io.ByteArrayInputStream(cut), SHAPE)) {
      for (int frame = 0; frame < FRAMES - 1; frame++) {
        video.next();
      }
      UserException e = assertThrows(UserException.class, video::next);
      assertEquals("-: is cut off or damaged after 19 frames of 20", e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "GIF", mode = EnumSource.Mode.EXCLUDE)
  void damagedFramesAreAMistake(VideoFormat format) throws IOException {
    byte[] whole = video(format);
    Path file = folder.resolve("damaged");
    byte[] damaged = whole.clone();
    byte[] garbage = new byte[whole.length / 5];
    new Random(4).nextBytes(garbage);
    System.arraycopy(garbage, 0, damaged, whole.length * 7 / 10, garbage.length);
    Files.write(file, damaged);

    UserException e = assertThrows(UserException.class, () -> TestVideo.read(file, SHAPE));

    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsChangedTheReaderEndsOrSaysWhy(VideoFormat format) throws IOException {
    byte[] whole = video(format);
    Random random = new Random(5);
    Path file = folder.resolve("changed");
    int mistakes = 0;

    for (int round = 0; round < 100; round++) {
      byte[] changed = whole.clone();
      for (int change = 0; change < 3; change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Files.write(file, changed);
      try {
        TestVideo.read(file, SHAPE);
      } catch (UserException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        mistakes++;
      }
    }

    assertTrue(mistakes > 10 || format == VideoFormat.GIF, mistakes + " of 100");
  }

  private byte[] video(VideoFormat format) throws IOException {
    Path file = folder.resolve("whole");
    TestVideo.write(file, format, SHAPE, TestVideo.frames(SHAPE, FRAMES));
    return Files.readAllBytes(file);
  }

  private static int indexOf(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
  }
}
