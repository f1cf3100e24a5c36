package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New sequences labeled by trained runs: whole, and step by step as they arrive. */
class FramePredictionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STEPS = CommandLineRun.project("data/steps");
  private static final Path CLIPS = CommandLineRun.project("data/clips");

  @TempDir private static Path folder;
  private static String steps;
  private static String tags;
  private static String clips;

  @BeforeAll
  static void train() throws IOException {
    steps = train("steps", smoke("frame-steps-gru"), "training.epochs=2");
    tags =
        train("tags", smoke("frame-tags-lstm"), "training.epochs=1", "network.bidirectional=false");
    Path config = folder.resolve("clips.yaml");
    Files.writeString(
        config,
        """
        name: clips
        task:
          type: frame-labeling
          frames: {type: videos, label-table: %1$s/labels.csv, height: 8, width: 8}
          train: ["%1$s/clip-0[0-2].mp4"]
          validation: [%1$s/clip-03.mp4]
        network: {cell: gru, units: 8, embedding: 8, encoder: {convolutions: [{filters: 2}]}}
        training: {epochs: 2, batch-size: 2, optimizer: {type: adam, learning-rate: 0.02}}
        """
            .formatted(CLIPS));
    clips = train("clips", config);
  }

  private static Path smoke(String name) {
    return CommandLineRun.project("app/configs/smoke/" + name + ".yaml");
  }

  private static String train(String name, Path config, String... settings) {
    String run = folder.resolve(name).toString();
    List<String> arguments = new ArrayList<>(List.of("train", config.toString(), "--out", run));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun trained = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, trained.code(), trained.err());
    return run;
  }

  private static List<JsonNode> answers(CommandLineRun run) throws IOException {
    assertEquals(0, run.code(), run.err());
    List<JsonNode> answers = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private static CommandLineRun from(byte[] input, String... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input));
      return CommandLineRun.of(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private static CommandLineRun stream(String run, String lines) {
    return from(lines.getBytes(StandardCharsets.UTF_8), "predict", run, "--stream");
  }

  private static List<String> labels(List<JsonNode> frames) {
    return frames.stream().map(frame -> frame.get("label").asText()).toList();
  }

  private static List<String> labels(JsonNode whole) {
    List<String> labels = new ArrayList<>();
    whole.get("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  /** A column of the table of predictions, for the rows of one sequence. */
  private static List<String> evaluated(String run, String table, String sequence, String column)
      throws IOException {
    List<String> lines = Files.readAllLines(Path.of(run, table + "-predictions.tsv"));
    int index = List.of(lines.get(0).split("\t")).indexOf(column);
    return lines.stream()
        .map(line -> line.split("\t"))
        .filter(fields -> fields[0].equals(sequence))
        .map(fields -> fields[index])
        .toList();
  }

  @Test
  void aFileGetsTheLabelsOfTheEvaluationAndItsSegments() throws IOException {
    String walk = STEPS.resolve("walk-10.csv").toString();
    JsonNode answer = answers(CommandLineRun.of("predict", steps, walk)).get(0);
    assertEquals(walk, answer.get("file").asText());
    List<String> labels = labels(answer);
    assertEquals(evaluated(steps, "test", "walk-10.csv", "predicted"), labels);
    int end = 0;
    for (JsonNode segment : answer.get("segments")) {
      assertEquals(end, segment.get("start").asInt());
      end = segment.get("end").asInt();
      String label = segment.get("label").asText();
      assertTrue(
          labels.subList(segment.get("start").asInt(), end).stream().allMatch(label::equals));
      assertTrue(end == labels.size() || !labels.get(end).equals(label));
    }
    assertEquals(labels.size(), end);
  }

  @Test
  void aLineNamesAFileAndAWrongOneIsSaidSo() throws IOException {
    Path walk = STEPS.resolve("walk-09.csv");
    CommandLineRun run =
        from((walk + "\n\nno.csv\n").getBytes(StandardCharsets.UTF_8), "predict", steps);
    assertEquals(1, run.code());
    List<String> lines = run.out().lines().toList();
    assertEquals(
        evaluated(steps, "test", "walk-09.csv", "predicted"), labels(JSON.readTree(lines.get(0))));
    assertTrue(lines.get(1).contains("empty; expected the name of a file"), lines.get(1));
    assertTrue(lines.get(2).contains("no.csv: no such file"), lines.get(2));
  }

  @Test
  void streamedFramesGetTheLabelsOfTheWholePass() throws IOException {
    Path walk = STEPS.resolve("walk-09.csv");
    List<JsonNode> frames = answers(stream(steps, Files.readString(walk)));
    List<String> whole = evaluated(steps, "test", "walk-09.csv", "predicted");
    assertEquals(whole, labels(frames));
    List<String> probabilities = evaluated(steps, "test", "walk-09.csv", "probability");
    for (int frame = 0; frame < frames.size(); frame++) {
      assertEquals(frame, frames.get(frame).get("frame").asInt());
      assertEquals(
          Double.parseDouble(probabilities.get(frame)),
          frames.get(frame).get("probability").asDouble(),
          1e-4);
      double milliseconds = frames.get(frame).get("milliseconds").asDouble();
      assertTrue(milliseconds > 0 && milliseconds < 10_000, "latency " + milliseconds);
    }
    String crOnly = STEPS.resolve("walk-10.csv").toString();
    assertEquals(
        evaluated(steps, "test", "walk-10.csv", "predicted"),
        labels(answers(CommandLineRun.of("predict", steps, crOnly, "--stream"))));
  }

  @Test
  void linesOfNumbersAloneAreInTheOrderOfTheTraining() throws IOException {
    List<String> lines = Files.readAllLines(STEPS.resolve("walk-09.csv"));
    StringBuilder numbers = new StringBuilder();
    StringBuilder reordered =
        new StringBuilder("label,right,left,yaw,pitch,roll,up,side,forward\n");
    for (String line : lines.subList(1, 40)) {
      List<String> fields = new ArrayList<>(List.of(line.split(",")));
      numbers.append(String.join(",", fields.subList(0, 8))).append('\n');
      Collections.reverse(fields);
      reordered.append(String.join(",", fields)).append("\r\n");
    }
    List<String> whole = evaluated(steps, "test", "walk-09.csv", "predicted").subList(0, 39);
    assertEquals(whole, labels(answers(stream(steps, numbers.toString()))));
    assertEquals(whole, labels(answers(stream(steps, reordered.toString()))));
    assertEquals("standard input: is empty; expected rows\n", stream(steps, "").err());
  }

  @Test
  void aWrongLineEndsAStreamWithItsNumber() {
    CommandLineRun ragged = stream(steps, "1,2,3,4,5,6,7,8\n1,2,3\n");
    assertEquals(2, ragged.code());
    assertEquals("standard input, line 2: 3 fields, expected 8\n", ragged.err());
    assertEquals(1, ragged.out().lines().count(), "the frame before it was answered");
    CommandLineRun word = stream(steps, "1,2,3,4,NaN,6,7,8\n");
    assertTrue(
        word.err().startsWith("standard input, line 1, column pitch: found 'NaN'"), word.err());
    CommandLineRun unnamed = stream(steps, "1,2,3,4\n");
    assertTrue(
        unnamed.err().contains("line 1: expected a line that names the columns, or the 8 numbers"),
        unnamed.err());
  }

  @Test
  void videosAreLabeledWholeAndAsTheyArrive() throws IOException {
    Path clip = CLIPS.resolve("clip-03.mp4");
    List<String> whole = evaluated(clips, "validation", "clip-03.mp4", "predicted");
    assertEquals(
        whole, labels(answers(CommandLineRun.of("predict", clips, clip.toString())).get(0)));
    List<JsonNode> ofFile =
        answers(CommandLineRun.of("predict", clips, clip.toString(), "--stream"));
    assertEquals(whole, labels(ofFile));
    assertEquals(2 / 12.0, ofFile.get(2).get("seconds").asDouble(), 1e-3);
    List<JsonNode> arriving =
        answers(from(Files.readAllBytes(clip), "predict", clips, "-", "--stream"));
    assertEquals(whole, labels(arriving));
    assertEquals(
        evaluated(clips, "validation", "clip-03.mp4", "seconds").get(2),
        "%.3f".formatted(arriving.get(2).get("seconds").asDouble()));
  }

  @Test
  void aCutVideoIsAnsweredAsFarAsItGoes() throws IOException {
    byte[] whole = Files.readAllBytes(CLIPS.resolve("clip-03.mp4"));
    byte[] cut = Arrays.copyOf(whole, whole.length * 3 / 4);
    CommandLineRun streamed = from(cut, "predict", clips, "--stream");
    assertEquals(2, streamed.code());
    assertTrue(streamed.err().contains("standard input: "), streamed.err());
    assertTrue(streamed.out().lines().count() > 10, "the frames before the cut were answered");
  }

  @Test
  void sentencesAreTaggedWholeAndWordByWord() throws IOException {
    List<JsonNode> whole =
        answers(
            from(
                "They light  the light .\nWe zzz\n".getBytes(StandardCharsets.UTF_8),
                "predict",
                tags));
    assertEquals(
        "[\"They\",\"light\",\"the\",\"light\",\".\"]", whole.get(0).get("tokens").toString());
    assertEquals(5, whole.get(0).get("labels").size());
    List<JsonNode> words = answers(stream(tags, "They\nlight\r\nthe\nlight\n.\n\nWe\nzzz"));
    assertEquals(labels(whole.get(0)), labels(words.subList(0, 5)));
    assertEquals(labels(whole.get(1)), labels(words.subList(5, 7)));
    assertEquals(0, words.get(5).get("frame").asInt(), "a new sentence");
    assertEquals("zzz", words.get(6).get("token").asText());
    CommandLineRun empty = from("  \n".getBytes(StandardCharsets.UTF_8), "predict", tags);
    assertEquals(1, empty.code());
    assertTrue(empty.out().contains("empty; expected words"), empty.out());
  }

  @Test
  void aNetworkThatReadsBothWaysCannotStream() {
    String both =
        train(
            "both",
            smoke("frame-steps-gru"),
            "training.epochs=1",
            "network.bidirectional=true",
            "network.units=4");
    CommandLineRun streamed = stream(both, "1,2,3,4,5,6,7,8\n");
    assertEquals(2, streamed.code());
    assertEquals(
        "--stream: this network reads sequences from both ends, so it cannot label a frame before"
            + " the last has come; train with network.bidirectional: false\n",
        streamed.err());
    assertEquals("", streamed.out());
  }
}
