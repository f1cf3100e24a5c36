package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.InvalidKeyException;
import unroll.config.UserException;

class FrameLabelingTest {
  @TempDir private Path folder;

  private static FrameLabeling fold(Map<String, Task> folds, String name) {
    return (FrameLabeling) folds.get(name);
  }

  @Test
  void everyFileIsTestedOnOnceAndValidatesTheOneBefore() {
    List<String> files = List.of("data:set/a.csv", "w/b.csv.gz", "c.x.npy", "d");
    Map<String, Task> folds = FrameTasks.leaveOneOut(FrameTasks.TABLES, files, 1).folds(Path::of);
    assertEquals(List.of("a", "b", "c.x", "d"), List.copyOf(folds.keySet()));
    FrameLabeling last = fold(folds, "d");
    assertEquals(List.of("d"), last.test());
    assertEquals(List.of("data:set/a.csv"), last.validation());
    assertEquals(List.of("w/b.csv.gz", "c.x.npy"), last.train());
    FrameLabeling second = fold(folds, "b");
    assertEquals(List.of("c.x.npy"), second.validation());
    assertEquals(List.of("data:set/a.csv", "d"), second.train());
    assertFalse(second.isCrossValidated(), "a fold is an experiment of its own");
  }

  @Test
  void twoOrNoFilesMayValidateAFold() {
    List<String> files = List.of("a.csv", "b.csv", "c.csv", "d.csv");
    FrameLabeling two =
        fold(FrameTasks.leaveOneOut(FrameTasks.TABLES, files, 2).folds(Path::of), "c");
    assertEquals(List.of("d.csv", "a.csv"), two.validation());
    assertEquals(List.of("b.csv"), two.train());
    FrameLabeling none =
        fold(FrameTasks.leaveOneOut(FrameTasks.TABLES, files, 0).folds(Path::of), "c");
    assertEquals(List.of(), none.validation());
    assertEquals(0, none.validationShare(9));
    assertEquals(
        "task.train: leave-one-out needs 5 files or more to test, validate and train on, found 4",
        assertThrows(
                UserException.class,
                () -> FrameTasks.leaveOneOut(FrameTasks.TABLES, files, 3).folds(Path::of))
            .getMessage());
  }

  @Test
  void foldsNeedDifferentNames() {
    assertEquals(
        "task.train: two files would name the fold a",
        assertThrows(
                UserException.class,
                () ->
                    FrameTasks.leaveOneOut(
                            FrameTasks.TABLES, List.of("x/a.csv", "y/a.csv", "b.csv"), 1)
                        .folds(Path::of))
            .getMessage());
    assertTrue(
        assertThrows(
                UserException.class,
                () ->
                    FrameTasks.leaveOneOut(
                            FrameTasks.TABLES, List.of("x y.csv", "a.csv", "b.csv"), 1)
                        .folds(Path::of))
            .getMessage()
            .contains("x y.csv would name a fold"));
  }

  @Test
  void aPatternNamesFoldsOnceItsFolderIsKnown() throws IOException {
    for (String name : List.of("b.csv", "a.csv", "c.csv", "notes.txt")) {
      Files.writeString(folder.resolve(name), "");
    }
    FrameLabeling task = FrameTasks.leaveOneOut(FrameTasks.TABLES, List.of("*.csv"), 1);
    Map<String, Task> folds = task.folds(folder::resolve);
    assertEquals(List.of("a", "b", "c"), List.copyOf(folds.keySet()));
    assertEquals(List.of("c.csv"), fold(folds, "a").train());
    FrameLabeling elsewhere = task.withFilesIn(folder);
    assertEquals(List.of(folder + "/*.csv"), elsewhere.train());
    assertEquals(List.of(folder + "/b.csv"), fold(elsewhere.folds(Path::of), "b").test());
  }

  @Test
  void keysThatDoNotGoTogetherAreMistakes() {
    FrameKind kind = FrameTasks.TABLES;
    List<String> one = List.of("a.csv");
    assertKey("train", () -> FrameTasks.lists(kind, List.of(), List.of(), List.of()));
    assertKey("test-fraction", () -> FrameTasks.fractions(kind, one, 0.5, 0.5));
    assertKey(
        "validation-fraction",
        () ->
            new FrameLabeling(kind, one, one, List.of(), 0.1, 0, false, null, List.of(), null, 0));
    assertKey(
        "leave-one-out",
        () -> new FrameLabeling(kind, one, List.of(), one, null, 0, true, 1, List.of(), null, 0));
    assertKey(
        "leave-one-out",
        () ->
            new FrameLabeling(
                kind, one, List.of(), List.of(), null, 0.2, true, 1, List.of(), null, 0));
    assertKey(
        "validation-count",
        () -> new FrameLabeling(kind, one, one, one, null, 0, false, 1, List.of(), null, 0));
    FrameLabeling task = FrameTasks.lists(kind, one, List.of(), List.of());
    assertKey("labels", () -> FrameTasks.labels(task, null, "walk"));
    assertKey("labels", () -> FrameTasks.labels(task, null, "walk", "walk"));
    assertKey("background", () -> FrameTasks.labels(task, "stand", "walk", "run"));
    assertKey("input-columns", () -> FrameTasks.tables("x", "y", "x"));
    assertKey("longest-move", () -> new FrameKind.Videos("labels.csv", 1, 8, 8, 0, 0.1));
    assertKey("channels", () -> new FrameKind.Videos("labels.csv", 2, 8, 8, 0, null));
    assertKey(
        "column",
        () ->
            new FrameKind.Tokens(TokenFormat.TWO_COLUMNS, TagColumn.XPOS, List.of(), 0, 1, false));
  }

  private static void assertKey(String key, Runnable constructor) {
    assertEquals(key, assertThrows(InvalidKeyException.class, constructor::run).key());
  }
}
