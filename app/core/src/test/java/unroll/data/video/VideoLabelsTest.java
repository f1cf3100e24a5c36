package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;
import unroll.data.Symbols;

class VideoLabelsTest {
  private static final List<String> CLASSES = List.of("none", "left", "right");

  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void makesFiles() throws IOException {
    table = folder.resolve("labels.csv");
    Files.createFile(folder.resolve("a.mp4"));
    Files.createFile(folder.resolve("b.mp4"));
    Files.createDirectory(folder.resolve("more"));
    Files.createFile(folder.resolve("more/c.mp4"));
  }

  @Test
  void everyFrameGetsTheClassOfItsInterval() throws IOException {
    VideoLabels labels =
        read(null, "b.mp4,3,5,left", "a.mp4,0,2,right", "b.mp4,0,3,none", "more/c.mp4,0,1,left");

    assertEquals(List.of("b.mp4", "a.mp4", "more/c.mp4"), labels.files());
    assertEquals(List.of(0, 0, 0, 1, 1), ids(labels.of("b.mp4", 5)));
    assertEquals(List.of(2, 2), ids(labels.of("a.mp4", 2)));
    assertEquals(folder.resolve("more/c.mp4"), labels.path("more/c.mp4"));
    assertEquals(
        List.of(new LabeledInterval(0, 3, "none"), new LabeledInterval(3, 5, "left")),
        labels.intervals("b.mp4"));
  }

  @Test
  void otherFramesAreBackground() throws IOException {
    VideoLabels labels = read("none", "a.mp4,1,2,right", "a.mp4,4,5,left");

    assertEquals(List.of(0, 2, 0, 0, 1, 0), ids(labels.of("a.mp4", 6)));
    assertEquals(List.of(0, 0), ids(labels.of("b.mp4", 2)));
  }

  @Test
  void withoutABackgroundEveryFrameNeedsALabel() throws IOException {
    VideoLabels labels = read(null, "a.mp4,0,2,right", "a.mp4,3,5,left");

    assertEquals(
        table + ": no row labels frame 2 of a.mp4; name a background label for such frames",
        mistake(() -> labels.of("a.mp4", 5)));
    assertEquals(
        table + ": no row labels frame 0 of b.mp4; name a background label for such frames",
        mistake(() -> labels.of("b.mp4", 5)));
  }

  @Test
  void anIntervalMustEndWithinTheClip() throws IOException {
    VideoLabels labels = read("none", "a.mp4,0,2,right", "a.mp4,2,9,left");

    assertEquals(
        table + ", line 3, column end: a.mp4 has 8 frames, found 9",
        mistake(() -> labels.of("a.mp4", 8)));
  }

  @Test
  void rowsMustNotOverlap() {
    assertEquals(
        table + ", line 4: frames 1 to 3 overlap 2 to 9 of line 3",
        mistake(() -> read(null, "a.mp4,9,12,left", "a.mp4,2,9,left", "a.mp4,1,3,right")));
    assertEquals(
        table + ", line 3: frames 0 to 20 overlap 9 to 12 of line 2",
        mistake(() -> read(null, "a.mp4,9,12,left", "a.mp4,0,20,left")));
    assertEquals(
        table + ", line 3: frames 10 to 11 overlap 9 to 12 of line 2",
        mistake(() -> read(null, "a.mp4,9,12,left", "a.mp4,10,11,left")));
  }

  @Test
  void theEndComesAfterTheStart() {
    assertEquals(
        table + ", line 2, column end: expected more than the start 5, found 5",
        mistake(() -> read(null, "a.mp4,5,5,left")));
    assertEquals(
        table + ", line 2, column end: expected more than the start 5, found 3",
        mistake(() -> read(null, "a.mp4,5,3,left")));
  }

  @Test
  void framesAreWholeNumbers() {
    for (String wrong : List.of("-1", "0.5", "1e12")) {
      assertEquals(
          table
              + ", line 2, column start: expected the number of a frame, from 0 on, found "
              + wrong,
          mistake(() -> read(null, "a.mp4," + wrong + ",3,left")));
    }
    assertEquals(
        table + ", line 2, column end: found 'x', expected a number such as 12 or -0.5",
        mistake(() -> read(null, "a.mp4,0,x,left")));
  }

  @Test
  void labelsAreClasses() {
    assertEquals(
        table
            + ", line 2, column label: unknown: rihgt; did you mean right? expected none, left,"
            + " right",
        mistake(() -> read(null, "a.mp4,0,3,rihgt")));
  }

  @Test
  void filesLieBesideTheTable() {
    assertEquals(
        table
            + ", line 2, column file: no such file in the folder of the table: a.mp; did you mean"
            + " a.mp4?",
        mistake(() -> read(null, "a.mp,0,3,left")));
    for (String outside : List.of("../" + folder.getFileName() + "/a.mp4", "more", "", "c\0d")) {
      UserException e =
          assertThrows(UserException.class, () -> read(null, "\"" + outside + "\",0,3,left"));
      assertEquals(
          table
              + ", line 2, column file: no such file in the folder of the table: "
              + outside.replace("\0", "\\u0000"),
          e.getMessage().split("; did")[0]);
    }
    UserException e =
        assertThrows(UserException.class, () -> read(null, folder.resolve("a.mp4") + ",0,3,left"));
    assertEquals(true, e.getMessage().contains("no such file"));
  }

  @Test
  void aColumnThatIsNotThereIsNamed() throws IOException {
    Files.writeString(table, "file,from,end,label\na.mp4,0,1,left\n");

    assertEquals(
        table + ": no column 'start'; expected file, from, end, label",
        mistake(() -> VideoLabels.read(table, CLASSES, null)));
  }

  @Test
  void theBackgroundIsAClass() {
    assertThrows(IllegalArgumentException.class, () -> read("other", "a.mp4,0,1,left"));
  }

  private VideoLabels read(String background, String... rows) throws IOException {
    Files.writeString(table, "file,start,end,label\n" + String.join("\n", rows) + "\n");
    return VideoLabels.read(table, CLASSES, background);
  }

  private static List<Integer> ids(Symbols symbols) {
    return IntStream.range(0, symbols.length()).mapToObj(symbols::at).toList();
  }

  private static String mistake(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(UserException.class, action).getMessage();
  }
}
