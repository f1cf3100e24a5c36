package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

class FrameVideosTest {
  private static final Path CLIPS = CommandLineRun.project("data/clips");

  @TempDir private Path folder;

  private static FrameKind.Videos videos(String table, int copies) {
    return new FrameKind.Videos(table, 3, 8, 12, copies, copies == 0 ? null : Double.valueOf(0.5));
  }

  private static TaskData load(FrameLabeling task, Path folder) {
    return task.load(folder::resolve, FrameTasks.TRAINING);
  }

  private void copyClips(String... table) throws IOException {
    for (String clip : List.of("clip-00.mp4", "clip-01.mp4")) {
      Files.copy(CLIPS.resolve(clip), folder.resolve(clip));
    }
    Files.writeString(
        folder.resolve("labels.csv"), "file,start,end,label\n" + String.join("\n", table) + "\n");
  }

  @Test
  void everyFrameHasItsPixelsAndItsLabel() {
    TaskData data =
        load(
            FrameTasks.lists(
                videos("labels.csv", 0),
                List.of("clip-00.mp4", "clip-01.mp4"),
                List.of("clip-02.mp4"),
                List.of()),
            CLIPS);
    assertEquals(new Channel.Mixed(new FrameShape(3, 8, 12), 0), data.shape().input());
    assertEquals(
        List.of("clip-00.mp4", "clip-01.mp4", "clip-02.mp4", "labels.csv"),
        data.files().stream().map(file -> file.getFileName().toString()).toList());
    SequenceExample first = data.splits().training().rows(0, 0).get(0);
    Frames pixels = (Frames) first.input();
    Symbols labels = (Symbols) first.labels();
    assertEquals(8 * 12 * 3, pixels.width());
    assertEquals(pixels.length(), labels.length());
    assertEquals(0, labels.at(0), "cut comes first, by the alphabet and in every clip");
    assertTrue(labels.at(1) > 0);
    double sum = 0;
    for (int feature = 0; feature < pixels.width(); feature++) {
      sum += pixels.at(0, feature);
    }
    assertTrue(sum > 1 && sum < pixels.width() / 2.0, "dark with a shape: " + sum);
  }

  @Test
  void framesOfNoRowHaveTheBackground() throws IOException {
    copyClips("clip-00.mp4,2,5,move", "clip-01.mp4,0,10,move");
    FrameLabeling task =
        FrameTasks.lists(
            videos("labels.csv", 0), List.of("clip-00.mp4"), List.of("clip-01.mp4"), List.of());
    TaskData data = load(FrameTasks.labels(task, "nothing"), folder);
    Symbols labels = (Symbols) data.splits().training().rows(0, 0).get(0).labels();
    assertEquals(1, labels.at(1), "nothing");
    assertEquals(0, labels.at(4), "move");
    assertEquals(1, labels.at(5));
    var majority = data.baselines().get("majority").get("validation");
    assertEquals(0, majority.get("edit"), "the background is no segment");
  }

  @Test
  void aLabelThatTheTrainingVideosLackIsAMistakeWhereAnotherVideoIsUsed() throws IOException {
    copyClips("clip-00.mp4,0,19,left", "clip-00.mp4,19,90,cut", "clip-01.mp4,0,10,up");
    FrameLabeling one =
        FrameTasks.lists(videos("labels.csv", 0), List.of("clip-00.mp4"), List.of(), List.of());
    assertTrue(mistake(one).contains("line 3, column end: clip-00.mp4 has "), mistake(one));
    Files.delete(folder.resolve("clip-00.mp4"));
    Files.delete(folder.resolve("clip-01.mp4"));
    copyClips("clip-00.mp4,0,19,left", "clip-00.mp4,19,20,cut", "clip-01.mp4,0,10,up");
    assertTrue(mistake(one).contains("no row labels frame 20 of clip-00.mp4"), mistake(one));
    assertEquals(3, load(FrameTasks.labels(one, "rest"), folder).shape().labels().size());
    FrameLabeling both =
        FrameTasks.lists(
            videos("labels.csv", 0), List.of("clip-00.mp4"), List.of("clip-01.mp4"), List.of());
    assertEquals(
        folder.resolve("labels.csv")
            + ", line 4, column label: unknown label up; did you mean cut? expected cut, left,"
            + " rest, the labels of the training files",
        mistake(FrameTasks.labels(both, "rest")));
  }

  private String mistake(FrameLabeling task) {
    return assertThrows(UserException.class, () -> load(task, folder)).getMessage();
  }

  @Test
  void aVideoElsewhereThanItsLabelsIsAMistake() throws IOException {
    copyClips("clip-00.mp4,0,5,move");
    FrameLabeling task =
        FrameTasks.lists(
            videos("labels.csv", 0),
            List.of(CLIPS.resolve("clip-03.mp4").toString()),
            List.of(),
            List.of());
    assertTrue(
        assertThrows(UserException.class, () -> load(task, folder))
            .getMessage()
            .contains("clip-03.mp4: is not in the folder of the table of its labels"));
  }

  @Test
  void movesThePictureAndNothingElse() {
    FrameShape shape = new FrameShape(2, 3, 4);
    byte[] bytes = new byte[2 * 24];
    new Random(5).nextBytes(bytes);
    Frames video = Frames.ofBytes(bytes, 24);
    Random random = new Random(1);
    boolean moved = false;
    for (int copy = 0; copy < 20; copy++) {
      Frames other = new MovedFrames(shape, 0.5).of(video, random);
      int[] place = place(other, video, shape);
      moved |= place[0] != 0 && place[1] != 0;
      for (int step = 0; step < 2; step++) {
        for (int feature = 0; feature < 24; feature++) {
          int row = (feature / 4 + place[0]) % 3;
          int column = (feature + place[1]) % 4;
          int there = feature / 12 * 12 + row * 4 + column;
          assertEquals(video.at(step, feature), other.at(step, there));
        }
      }
    }
    assertTrue(moved);
  }

  /** How far down and to the right the first pixel has moved. */
  private static int[] place(Frames other, Frames video, FrameShape shape) {
    for (int feature = 0; feature < 12; feature++) {
      if (other.at(0, feature) == video.at(0, 0)) {
        return new int[] {feature / shape.width(), feature % shape.width()};
      }
    }
    throw new AssertionError("the first pixel is gone");
  }

  @Test
  void trainsOnMovedCopiesToo() {
    FrameLabeling plain =
        FrameTasks.lists(videos("labels.csv", 0), List.of("clip-0[0-3].mp4"), List.of(), List.of());
    FrameLabeling copied =
        FrameTasks.lists(videos("labels.csv", 3), List.of("clip-0[0-3].mp4"), List.of(), List.of());
    TaskData data = load(copied, CLIPS);
    assertEquals(1, load(plain, CLIPS).splits().training().batches());
    assertEquals(4, data.splits().training().batches());
    assertEquals(load(plain, CLIPS).baselines(), data.baselines(), "of the videos themselves");
    Frames one = (Frames) data.splits().training().rows(0, 0).get(0).input();
    Frames again = (Frames) load(copied, CLIPS).splits().training().rows(0, 0).get(0).input();
    assertEquals(one.at(3, 100), again.at(3, 100));
    assertNotEquals(0, one.length());
  }
}
