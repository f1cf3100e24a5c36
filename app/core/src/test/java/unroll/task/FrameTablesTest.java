package unroll.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.data.Frames;
import unroll.data.PublishedData;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

class FrameTablesTest {
  @TempDir private Path folder;

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private TaskData load(FrameLabeling task) {
    return task.load(folder::resolve, FrameTasks.TRAINING);
  }

  private String mistake(FrameLabeling task) {
    return assertThrows(UserException.class, () -> load(task)).getMessage();
  }

  private static List<SequenceExample> rows(BatchPlan plan) {
    List<SequenceExample> rows = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      rows.addAll(plan.rows(0, batch));
    }
    return rows;
  }

  private static SequenceExample only(Optional<BatchPlan> plan) {
    List<SequenceExample> rows = rows(plan.orElseThrow());
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  private static float[] column(SequenceExample example, int column) {
    Frames frames = (Frames) example.input();
    float[] values = new float[frames.length()];
    for (int step = 0; step < values.length; step++) {
      values[step] = frames.at(step, column);
    }
    return values;
  }

  private static int[] labels(SequenceExample example) {
    Symbols symbols = (Symbols) example.labels();
    int[] labels = new int[symbols.length()];
    for (int step = 0; step < labels.length; step++) {
      labels[step] = symbols.at(step);
    }
    return labels;
  }

  private void writeThree() throws IOException {
    write("a.csv", "x,y,label", "1,7,stand", "3,7,walk");
    write("b.csv", "x,y,label", "2,7,stand", "9,8,run", "2,7,run");
    write("c.csv", "y,label,x", "5,walk,100", "5,stand,2");
  }

  @Test
  void standardizesEveryColumnByTheTrainingSequencesAlone() throws IOException {
    writeThree();
    TaskData data =
        load(FrameTasks.lists(FrameTasks.TABLES, List.of("a.csv"), List.of(), List.of("c.csv")));
    assertArrayEquals(new float[] {-1, 1}, column(only(Optional.of(data.splits().training())), 0));
    assertArrayEquals(new float[] {98, 0}, column(only(data.splits().test()), 0));
    assertArrayEquals(
        new float[] {0, 0}, column(only(data.splits().test()), 1), "constant in training");
    assertEquals(2, data.shape().input().size());
    String kept = new String(data.preparation().get("columns.tsv"), StandardCharsets.UTF_8);
    assertEquals("column\tmean\tdeviation\n\"x\"\t2.0\t1.0\n\"y\"\t7.0\t0.0\n", kept);
  }

  @Test
  void whatIsKeptOfTheColumnsReadsAsItWas() throws IOException {
    FrameColumns columns =
        new FrameColumns(
            List.of("plain", "a \"quoted\"\ttab", "7"),
            new double[] {0.1, -1e-300, 1 / 3.0},
            new double[] {0, 2e10, 5e-324});
    Files.write(folder.resolve("columns.tsv"), columns.files().get("columns.tsv"));
    FrameColumns again = FrameColumns.read(folder);
    assertEquals(columns.names(), again.names());
    assertArrayEquals(columns.means(), again.means());
    assertArrayEquals(columns.deviations(), again.deviations());
  }

  @Test
  void theLabelsAreThoseOfTheTrainingFilesSortedOrAsGiven() throws IOException {
    writeThree();
    FrameLabeling task =
        FrameTasks.lists(FrameTasks.TABLES, List.of("a.csv", "b.csv"), List.of(), List.of("c.csv"));
    TaskData sorted = load(task);
    assertArrayEquals(
        "run\nstand\nwalk\n".getBytes(StandardCharsets.UTF_8),
        sorted.preparation().get("labels.txt"));
    assertArrayEquals(new int[] {2, 1}, labels(only(sorted.splits().test())));
    TaskData given = load(FrameTasks.labels(task, "walk", "walk", "swim", "run", "stand"));
    assertEquals(4, given.shape().labels().size());
    assertArrayEquals(new int[] {0, 3}, labels(only(given.splits().test())));
  }

  @Test
  void aLabelThatOnlyTheTestFilesHaveIsAMistake() throws IOException {
    writeThree();
    assertEquals(
        folder.resolve("b.csv")
            + ", line 3, column label: unknown label run; expected stand, walk, the labels of the"
            + " training files",
        mistake(
            FrameTasks.lists(FrameTasks.TABLES, List.of("a.csv"), List.of(), List.of("b.csv"))));
  }

  @Test
  void theColumnsNamedAreReadAndNoOthers() throws IOException {
    writeThree();
    write("d.csv", "label,time,x", "walk,0,5", "stand,1,6");
    List<String> train = List.of("a.csv", "d.csv");
    TaskData data =
        load(
            FrameTasks.lists(
                FrameTasks.tables("label", "x"), List.of("a.csv"), List.of("d.csv"), List.of()));
    assertArrayEquals(new float[] {3, 4}, column(only(data.splits().validation()), 0));
    assertTrue(
        mistake(FrameTasks.lists(FrameTasks.TABLES, train, List.of(), List.of()))
            .contains("d.csv: has a column time, which " + folder.resolve("a.csv") + " has not"));
  }

  @Test
  void theLabelsOfAnArrayStandBesideIt() throws IOException {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }    \n";
    array.write("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    array.write(new byte[] {(byte) header.length(), 0});
    array.write(header.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : new float[] {1, 10, 2, 20, 3, 60}) {
      numbers.putFloat(number);
    }
    array.write(numbers.array());
    Files.write(folder.resolve("a.npy"), array.toByteArray());
    write("a.txt", "in", "out", "out");
    FrameLabeling task =
        FrameTasks.lists(FrameTasks.TABLES, List.of("a.npy"), List.of(), List.of());
    TaskData data = load(task);
    SequenceExample example = only(Optional.of(data.splits().training()));
    assertArrayEquals(new int[] {0, 1, 1}, labels(example));
    assertEquals(0, column(example, 0)[1], 1e-6);
    assertEquals(1.3887, column(example, 1)[2], 1e-4);
    assertEquals(List.of(folder.resolve("a.npy"), folder.resolve("a.txt")), data.files());

    TaskData chosen =
        load(
            FrameTasks.lists(
                FrameTasks.tables("label", "2"), List.of("a.npy"), List.of(), List.of()));
    assertEquals(1.3887, column(only(Optional.of(chosen.splits().training())), 0)[2], 1e-4);
    write("a.txt", "in", "out");
    assertEquals(
        "%s: holds 2 labels, a line each, but %s has 3 rows"
            .formatted(folder.resolve("a.txt"), folder.resolve("a.npy")),
        mistake(task));
  }

  @Test
  void trainsOnPiecesButEvaluatesWholeSequences() throws IOException {
    StringBuilder lines = new StringBuilder("x,label\n");
    for (int step = 0; step < 103; step++) {
      lines.append(step).append(step % 2 == 0 ? ",even\n" : ",odd\n");
    }
    Files.writeString(folder.resolve("long.csv"), lines);
    Files.writeString(folder.resolve("other.csv"), lines);
    TaskData data =
        load(
            FrameTasks.segments(
                FrameTasks.lists(
                    FrameTasks.TABLES, List.of("long.csv"), List.of("other.csv"), List.of()),
                25));
    List<SequenceExample> pieces = rows(data.splits().training());
    assertEquals(5, pieces.size());
    assertTrue(pieces.stream().allMatch(piece -> piece.input().length() >= 20), "of equal length");
    assertEquals(103, pieces.stream().mapToInt(piece -> piece.labels().length()).sum());
    assertEquals(103, only(data.splits().validation()).input().length());
  }

  @Test
  void drawsWholeSequencesFromASeed() throws IOException {
    List<String> files = new ArrayList<>();
    for (int walk = 0; walk < 10; walk++) {
      files.add("walk-%d.csv".formatted(walk));
      String[] lines = new String[walk + 3];
      lines[0] = "x,label";
      for (int line = 1; line < lines.length; line++) {
        lines[line] = line + (line % 2 == 0 ? ",even" : ",odd");
      }
      write(files.get(walk), lines);
    }
    FrameLabeling task = FrameTasks.fractions(FrameTasks.TABLES, files, 0.2, 0.04);
    TaskData data = load(task);
    assertEquals(7, rows(data.splits().training()).size());
    assertEquals(2, rows(data.splits().validation().orElseThrow()).size());
    assertEquals(1, rows(data.splits().test().orElseThrow()).size(), "at least one");
    assertEquals(data.description(), load(task).description());
    TaskData usual = load(FrameTasks.fractions(FrameTasks.TABLES, files, null, 0));
    assertEquals(1, rows(usual.splits().validation().orElseThrow()).size());
  }

  @Test
  void theSplitsMayNotShareAFile() throws IOException {
    writeThree();
    List<String> two = List.of("a.csv", "b.csv");
    assertEquals(
        "task.test: %s stands in task.train".formatted(folder.resolve("b.csv")),
        mistake(FrameTasks.lists(FrameTasks.TABLES, two, List.of(), List.of("b.csv"))));
    assertEquals(
        "task.train: %s stands twice".formatted(folder.resolve("b.csv")),
        mistake(
            FrameTasks.lists(FrameTasks.TABLES, List.of("b.csv", "b*.csv"), List.of(), List.of())));
  }

  @Test
  void readsTheWalksWhateverTheirLineEnds() {
    Path walks = CommandLineRun.project("data/steps");
    TaskData data =
        FrameTasks.lists(FrameTasks.TABLES, List.of("walk-0*.csv"), List.of(), List.of("walk-1*"))
            .load(walks::resolve, FrameTasks.TRAINING);
    assertEquals(12, data.files().size());
    int frames =
        rows(data.splits().training()).stream().mapToInt(row -> row.input().length()).sum()
            + rows(data.splits().test().orElseThrow()).stream()
                .mapToInt(row -> row.input().length())
                .sum();
    assertEquals(3036, frames);
    var baselines = data.baselines();
    assertEquals(List.of("majority", "nearest centroid"), List.copyOf(baselines.keySet()));
    double majority = baselines.get("majority").get("test").get("accuracy");
    double nearest = baselines.get("nearest centroid").get("test").get("accuracy");
    assertTrue(majority > 0.4 && majority < 0.6, "majority " + majority);
    assertTrue(nearest > majority + 0.03 && nearest < 0.7, "nearest centroid " + nearest);
  }

  @Test
  void theGestureVideosAreReadWhole() {
    Optional<Path> shared = PublishedData.folder();
    assumeTrue(
        shared.filter(folder -> Files.isDirectory(folder.resolve("gesture-phase"))).isPresent(),
        "the gesture-phase data set is not here");
    DataRoot root = new DataRoot(shared.get());
    TaskData data =
        FrameTasks.lists(
                FrameTasks.tables("Phase"),
                List.of("data:gesture-phase/[ab]*.csv"),
                List.of(),
                List.of("data:gesture-phase/c*.csv"))
            .load(reference -> root.resolve(reference, folder), FrameTasks.TRAINING);
    assertEquals(7, data.files().size());
    assertEquals(32, data.shape().input().size());
    assertEquals(5, data.shape().labels().size());
    // The first ends its lines with CR alone.
    assertTrue(
        rows(data.splits().training()).stream().anyMatch(row -> row.input().length() == 1743));
    assertEquals(
        1107 + 1444,
        rows(data.splits().test().orElseThrow()).stream()
            .mapToInt(row -> row.input().length())
            .sum());
  }
}
