package unroll.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static unroll.fuzz.FuzzData.lines;
import static unroll.fuzz.FuzzData.text;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that the program reads from strangers. */
final class FuzzFamilies {
  /** Keys of tasks as tests want them. */
  private enum Kind {
    CHARACTERS(
        "type: character-language-model, text: 'hello world, hello 한글'",
        "units: 3",
        "hello",
        "한글 hello"),
    ROWS(
        "type: single-step-classification, file: data.csv, inputs: [{type: numeric, column: age},"
            + " {type: categorical, column: sex}], target: {type: rule, rule: 'systolic >= 120',"
            + " classes: [low, high]}",
        "units: 3",
        "{\"age\": 41, \"sex\": \"female\"}",
        "age,sex\n41,female\n30,\"male\""),
    CAPTIONS(
        "type: image-captioning, images: {type: rendered-scenes, count: 3, validation-count: 0,"
            + " test-count: 0, size: 16}",
        "units: 3, embedding: 2",
        "IMAGE"),
    TEXTS(
        "type: sentiment-classification, train: reviews.tsv, validation-fraction: 0, format:"
            + " {separator: tab}, unit: subword, merges: 20",
        "units: 3, embedding: 2, bidirectional: true",
        "영상이 기대를",
        "good, or bad?"),
    TAGS(
        "type: frame-labeling, frames: {type: tokens, sentences: ['a/DET cat/NOUN sleeps/VERB',"
            + " 'dogs/NOUN bark/VERB']}",
        "units: 3, embedding: 2",
        "a cat barks",
        "[\"a\", \"cat\"]"),
    FRAMES(
        "type: frame-labeling, frames: {type: tables}, labels: [stand, walk], train: [walk.csv]",
        "units: 3",
        "TABLE"),
    CLIPS(
        "type: frame-labeling, frames: {type: videos, label-table: labels.csv, height: 6, width:"
            + " 6}, train: [clip-14.mp4]",
        "units: 3, embedding: 2",
        "VIDEO"),
    TRANSLATIONS(
        "type: translation, validation-fraction: 0, train: {type: inline, pairs: ['a b = c d', 'b a"
            + " a = d']}",
        "units: 3, embedding: 2",
        "a b",
        "b c, a?");

    private final String task;
    private final String network;
    private final String[] questions;

    Kind(String task, String network, String... questions) {
      this.task = task;
      this.network = network;
      this.questions = questions;
    }
  }

  /** A file that a task reads its data from. */
  private record DataFile(String name, String task, String file, byte[]... seeds) {
    FuzzFamily family(Path folder) throws IOException {
      return new TaskFamily(folder, task.replace("FILE", file), file, seeds);
    }
  }

  private static final List<DataFile> DATA_FILES =
      List.of(
          new DataFile(
              "conllu",
              "type: frame-labeling, frames: {type: tokens}, train: [FILE]",
              "input.conllu",
              lines("data/tagged/tagged.conllu", 24),
              text(
                  "1-2\tI'm\t_\t_\t_\t_\t_\t_\t_\t_\n1\tI\t_\tPRON\t_\t_\t_\t_\t_\t_\n"
                      + "2\tam\t_\tAUX\t_\t_\t_\t_\t_\t_\n2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n")),
          new DataFile(
              "two-columns",
              "type: frame-labeling, frames: {type: tokens, format: two-columns}, train: [FILE]",
              "input.tsv",
              text("a\tDET\ncat\tNOUN\n\ndogs\tNOUN\nbark\tVERB\n")),
          new DataFile(
              "rows",
              Kind.ROWS.task.replace("data.csv", "FILE"),
              "input.csv",
              lines("data/pressure/people.csv", 12)),
          new DataFile(
              "frames",
              Kind.FRAMES.task.replace("walk.csv", "FILE"),
              "input.csv",
              lines("data/steps/walk-00.csv", 12)),
          new DataFile(
              "texts",
              Kind.TEXTS.task.replace("reviews.tsv", "FILE"),
              "input.tsv",
              lines("data/reviews/ko.tsv", 12)),
          new DataFile(
              "pairs",
              "type: translation, train: {type: table, file: FILE, format: {separator: tab,"
                  + " quoting: false}}",
              "input.tsv",
              lines("data/numbers/ko.tsv", 12)),
          new DataFile(
              "text",
              "type: character-language-model, file: FILE",
              "input.txt",
              lines("data/weather/weather.txt", 30)));

  private FuzzFamilies() {}

  /** All by their names. */
  static Map<String, FuzzFamily.Maker> all() {
    Map<String, FuzzFamily.Maker> families = new LinkedHashMap<>();
    families.put("config", ConfigFamily::new);
    families.put("table", TableFamily::new);
    families.put("npy", NpyFamily::new);
    families.put("picture", PictureFamily::new);
    families.put("captions", CaptionFamily::new);
    families.put("digits", DigitFamily::new);
    families.put("vocabulary", VocabularyFamily::new);
    families.put("weights", WeightsFamily::new);
    families.put("model", ModelFamily::new);
    families.put("resume", ResumeFamily::new);
    families.put("video", VideoFamily::new);
    DATA_FILES.forEach(file -> families.put(file.name, file::family));
    families.put("clip-labels", FuzzFamilies::clipLabels);
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      families.put("predict-" + name, folder -> predict(kind, folder));
      families.put(
          "run-" + name, folder -> new RunFamily(run(kind, folder), question(kind, folder)));
    }
    return families;
  }

  private static FuzzFamily clipLabels(Path folder) throws IOException {
    Files.write(folder.resolve("clip-14.mp4"), FuzzData.project("data/clips/clip-14.mp4"));
    return new TaskFamily(
        folder, Kind.CLIPS.task.replace("labels.csv", "input.csv"), "input.csv", text(clipRows()));
  }

  private static String clipRows() {
    return new String(FuzzData.project("data/clips/labels.csv"), UTF_8)
        .lines()
        .filter(line -> line.startsWith("file") || line.startsWith("clip-14"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static PredictFamily predict(Kind kind, Path folder) throws IOException {
    TinyRun run = run(kind, folder);
    byte[][] seeds = new byte[kind.questions.length][];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = text(placed(kind.questions[i], folder));
    }
    return new PredictFamily(run, seeds);
  }

  private static String question(Kind kind, Path folder) {
    return placed(kind.questions[0], folder);
  }

  private static String placed(String question, Path folder) {
    return question
        .replace("IMAGE", folder.resolve("data/a.png").toString())
        .replace("TABLE", folder.resolve("data/walk.csv").toString())
        .replace("VIDEO", folder.resolve("data/clip-14.mp4").toString());
  }

  /**
   * A run on small data.
   *
   * @param kind the name of a {@code predict-} or {@code run-} family behind the hyphen
   */
  static TinyRun run(String kind, Path folder) throws IOException {
    return run(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), folder);
  }

  private static TinyRun run(Kind kind, Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.write(data.resolve("data.csv"), lines("data/pressure/people.csv", 12));
    Files.write(data.resolve("reviews.tsv"), lines("data/reviews/ko.tsv", 12));
    Files.write(data.resolve("walk.csv"), lines("data/steps/walk-00.csv", 12));
    Files.write(data.resolve("a.png"), FuzzData.picture("png", BufferedImage.TYPE_INT_RGB));
    Files.write(data.resolve("clip-14.mp4"), FuzzData.project("data/clips/clip-14.mp4"));
    Files.writeString(data.resolve("labels.csv"), clipRows());
    return TinyRun.make(kind.task, kind.network, data, folder.resolve("run"));
  }
}
