package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong sequence files and labels: exit code 2, one line with the place, and no run folder. */
class FrameWrongInputTest {
  private static final Path CLIPS = CommandLineRun.project("data/clips");

  @TempDir private Path folder;

  @BeforeEach
  void writeWalks() throws IOException {
    write("a.csv", "x,y,label", "1,2,walk", "3,4,run");
    write("b.csv", "x,y,label", "1,3,walk", "3,5,run");
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private CommandLineRun train(String frames, String train, String... keys) throws IOException {
    write(
        "wrong.yaml",
        "name: wrong",
        "network: {units: 2, embedding: %s}".formatted(frames.equals("tables") ? "0" : "2"),
        "task:",
        "  type: frame-labeling",
        "  frames: {type: " + frames + "}",
        "  train: " + train,
        String.join("\n", Arrays.stream(keys).map("  "::concat).toList()));
    return CommandLineRun.of(
        "train",
        folder.resolve("wrong.yaml").toString(),
        "--out",
        folder.resolve("run").toString());
  }

  private CommandLineRun tables(String train, String... keys) throws IOException {
    return train("tables", train, keys);
  }

  private void assertMistake(CommandLineRun run, String message) {
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), message + " is missing in: " + run.err());
    assertFalse(Files.exists(folder.resolve("run")), "a refused run leaves no folder");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aRowWithTooFewFields() throws IOException {
    write("b.csv", "x,y,label", "1,2,walk", "3,run");
    assertMistake(tables("[a.csv, b.csv]"), path("b.csv") + ", line 3: 2 fields, expected 3");
  }

  @Test
  void numbersThatAreNone() throws IOException {
    for (String wrong : List.of("NaN", "Infinity", "", "1e999", "0x1p3")) {
      write("b.csv", "x,y,label", "1,2,walk", "3," + wrong + ",run");
      assertMistake(
          tables("[a.csv, b.csv]"),
          path("b.csv") + ", line 3, column y: found '" + wrong + "', expected a number");
    }
  }

  @Test
  void numbersThatAreTooLargeToStandardize() throws IOException {
    write("b.csv", "x,y,label", "1,1e308,walk", "3,-1e308,run");
    assertMistake(tables("[a.csv, b.csv]"), "column y: its numbers are too large");
    write("b.csv", "x,y,label", "1,1e300,walk");
    assertMistake(
        tables("[a.csv]", "test: [b.csv]"),
        "b.csv, frame 0, column y: found 1.0E300, too far from the training frames");
  }

  @Test
  void theColumnOfTheLabelsMissing() throws IOException {
    write("b.csv", "x,y,labels", "1,2,walk");
    assertMistake(
        tables("[a.csv, b.csv]"),
        path("b.csv") + ": no column 'label'; did you mean labels? expected x, y, labels");
  }

  @Test
  void anInputColumnMissing() throws IOException {
    write("b.csv", "x,z,label", "1,2,walk");
    assertMistake(tables("[a.csv, b.csv]"), "b.csv: has a column z, which ");
    write("b.csv", "x,label", "1,walk");
    assertMistake(tables("[a.csv, b.csv]"), path("b.csv") + ": no column 'y'");
  }

  @Test
  void aLabelThatIsNotAmongThoseGiven() throws IOException {
    write("b.csv", "x,y,label", "1,2,walk", "3,4,runs");
    assertMistake(
        tables("[a.csv, b.csv]", "labels: [run, walk]"),
        path("b.csv") + ", line 3, column label: unknown label runs; did you mean run?");
    write("b.csv", "x,y,label", "1,2,", "3,4,run");
    assertMistake(
        tables("[a.csv, b.csv]"),
        path("b.csv") + ", line 2, column label: empty, expected a label");
  }

  @Test
  void oneLabelOnlyOrABackgroundThatIsNone() throws IOException {
    write("a.csv", "x,y,label", "1,2,walk");
    assertMistake(tables("[a.csv]"), "task.train: its files have one label only, walk");
    assertMistake(
        tables("[a.csv, b.csv]", "labels: [run, walk]", "background: stand"),
        "wrong.yaml:8: task.background: is none of the labels: stand");
  }

  @Test
  void filesThatAreNotThere() throws IOException {
    assertMistake(tables("[c.csv]"), path("c.csv") + ": no such file; did you mean a.csv?");
    assertMistake(tables("[walk-*.csv]"), "walk-*.csv: fits no file in " + folder);
    assertMistake(tables("[none/*.csv]"), "none/*.csv: " + path("none") + " is no folder");
    assertMistake(tables("[\"*.cs[v\"]"), "*.cs[v: not a pattern");
    assertMistake(tables("[.]"), "is a folder; expected a file, or a pattern such as *.csv");
    assertMistake(tables("[]"), "wrong.yaml:6: task.train: expected at least one file");
    assertMistake(
        CommandLineRun.of(
            "train",
            CommandLineRun.project("app/configs/frame-labeling/gesture-phase.yaml").toString(),
            "--set",
            "task.leave-one-out=false",
            "--set",
            "task.train=[\"data:gesture-phase/*.csv\"]",
            "--data",
            folder.toString(),
            "--out",
            path("run")),
        "get it with: unroll data get gesture-phase");
  }

  @Test
  void nothingLeftForASplit() throws IOException {
    assertMistake(
        tables("[a.csv, b.csv]", "validation-fraction: 0.1", "test-fraction: 0.3"),
        "task.train: of its 2 sequences 1 would be validated and 1 tested on, which leaves none");
    write("b.csv", "x,y,label");
    assertMistake(tables("[a.csv, b.csv]"), path("b.csv") + ": holds no frame");
    Files.writeString(folder.resolve("b.csv"), "");
    assertMistake(tables("[a.csv, b.csv]"), path("b.csv") + ": is empty");
    assertMistake(tables("[a.csv]", "test: [a.csv]"), path("a.csv") + " stands in task.train");
    assertMistake(
        tables("[a.csv, b.csv]", "leave-one-out: true"), "leave-one-out needs 3 files or more");
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    Files.write(folder.resolve("b.csv"), new byte[] {'x', ',', (byte) 0xFF});
    assertMistake(tables("[a.csv, b.csv]"), path("b.csv") + ": byte 0xff at offset 2 is not UTF-8");
    Files.write(folder.resolve("b.npy"), new byte[] {'x', ',', 'y'});
    assertMistake(tables("[a.csv, b.npy]"), path("b.npy") + ": is not a .npy file");
  }

  private CommandLineRun videos(String labels, String... keys) throws IOException {
    write("labels.csv", "file,start,end,label\n" + labels);
    return train("videos, label-table: labels.csv, height: 8, width: 8", "[clip.mp4]", keys);
  }

  private void copyClip(int bytes) throws IOException {
    byte[] clip = Files.readAllBytes(CLIPS.resolve("clip-00.mp4"));
    Files.write(folder.resolve("clip.mp4"), Arrays.copyOf(clip, Math.min(bytes, clip.length)));
  }

  @Test
  void wrongTablesOfLabels() throws IOException {
    copyClip(Integer.MAX_VALUE);
    assertMistake(
        videos("clip.mp4,0,5,a\nclop.mp4,0,3,b"),
        path("labels.csv")
            + ", line 3, column file: no such file in the folder of the table: clop.mp4; did you"
            + " mean clip.mp4?");
    assertMistake(
        videos("clip.mp4,0,5,a\nclip.mp4,4,9,b"),
        path("labels.csv") + ", line 3: frames 4 to 9 overlap 0 to 5 of line 2");
    assertMistake(
        videos("clip.mp4,0,5,a\nclip.mp4,5,999,b"),
        path("labels.csv") + ", line 3, column end: clip.mp4 has ");
    assertMistake(
        videos("clip.mp4,0,5,a\nclip.mp4,6,9,b"),
        "no row labels frame 5 of clip.mp4; name a background label");
    assertMistake(
        videos("clip.mp4,0,5,a\nclip.mp4,6,9,b", "labels: [a, rest]", "background: rest"),
        path("labels.csv") + ", line 3, column label: unknown: b");
  }

  @Test
  void filesThatAreNoWholeVideos() throws IOException {
    copyClip(4000);
    assertMistake(videos("clip.mp4,0,5,a", "background: rest"), path("clip.mp4") + ": is cut off");
    Files.writeString(folder.resolve("clip.mp4"), "Dear diary,\ntoday I walked.\n");
    assertMistake(
        videos("clip.mp4,0,5,a", "background: rest"),
        path("clip.mp4") + ": is not a video that can be read");
    Files.writeString(folder.resolve("clip.mp4"), "");
    assertMistake(videos("clip.mp4,0,5,a", "background: rest"), path("clip.mp4") + ": is empty");
  }

  @Test
  void aNetworkWithoutAVectorForFrames() throws IOException {
    copyClip(Integer.MAX_VALUE);
    write("labels.csv", "file,start,end,label", "clip.mp4,0,5,a");
    write(
        "wrong.yaml",
        "name: wrong",
        "task:",
        "  type: frame-labeling",
        "  frames: {type: videos, label-table: labels.csv}",
        "  train: [clip.mp4]",
        "  validation-fraction: 0",
        "  background: rest");
    assertMistake(
        CommandLineRun.of("train", path("wrong.yaml"), "--out", path("run")),
        "network.embedding: frames are encoded into a vector");
  }

  @Test
  void sentencesThatAreNotAsTheirFormatHasThem() throws IOException {
    write("s.conllu", "1\tWe\t_\tPRON\t_\t_\t_\t_\t_\t_", "3\tgo\t_\tVERB\t_\t_\t_\t_\t_\t_", "");
    assertMistake(
        train("tokens", "[s.conllu]"), path("s.conllu") + ", line 2: found the ID 3 after 1 words");
    write("s.conllu", "1 We _ PRON _ _ _ _ _ _");
    assertMistake(
        train("tokens", "[s.conllu]"),
        path("s.conllu") + ", line 1: 1 field, expected the 10 of CoNLL-U with a tab between two");
    assertMistake(train("tokens, column: xpos", "[s.conllu]", "labels: [A, B]"), "line 1: 1 field");
    write("s.tsv", "We\tPRON", "go VERB");
    assertMistake(
        train("tokens, format: two-columns", "[s.tsv]"),
        path("s.tsv") + ", line 2: found go VERB, expected a token, a tab and its tag");
    write("s.tsv", "", "");
    assertMistake(
        train("tokens, format: two-columns", "[s.tsv]"), path("s.tsv") + ": holds no sentence");
  }

  @Test
  void kindsAndFormatsThatAreNone() throws IOException {
    assertMistake(
        train("table", "[a.csv]"),
        "task.frames.type: unknown: table; did you mean tables? expected tables, videos, tokens");
    assertMistake(
        train("tokens, format: conll", "[a.csv]"),
        "task.frames.format: unknown: conll; did you mean conllu?");
    assertMistake(
        tables("[a.csv, b.csv]", "leave-one-out: true", "test: [b.csv]"),
        "wrong.yaml:7: task.leave-one-out: takes all files from train");
  }
}
