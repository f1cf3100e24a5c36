package unroll.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import unroll.config.ConfigReader;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.training.TrainingConfig;

/** Small tables of texts and labels for tests, and what becomes of them. */
record ReviewTables(Path folder) {
  static final TrainingConfig TRAINING =
      new ConfigReader<>(TrainingConfig.class).readText("training", "{batch-size: 4, seed: 5}");

  static SentimentClassification read(String task) {
    return new ConfigReader<>(SentimentClassification.class).readText("task", task);
  }

  TaskData load(String rows, String settings) throws IOException {
    return load(rows, settings, TRAINING);
  }

  TaskData load(String rows, String settings, TrainingConfig training) throws IOException {
    write("texts.csv", rows);
    return read("{train: texts.csv, " + settings + "}").load(folder::resolve, training);
  }

  void write(String name, String rows) throws IOException {
    Files.writeString(folder.resolve(name), "text,label\n" + rows);
  }

  static List<SequenceExample> examples(BatchPlan plan) {
    List<SequenceExample> examples = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      examples.addAll(plan.rows(0, batch));
    }
    return examples;
  }

  static List<Integer> ids(SequenceExample example) {
    Symbols input = (Symbols) example.input();
    return IntStream.range(0, input.length()).mapToObj(input::at).toList();
  }

  static int label(SequenceExample example) {
    assertEquals(1, example.labels().length());
    return ((Symbols) example.labels()).at(0);
  }

  /** The texts of a split, if they are made of known syllables. */
  static List<String> texts(TaskData data, String split) {
    Vocabulary vocabulary =
        new Vocabulary(
            new String(data.preparation().get("vocabulary.txt"), UTF_8).lines().toList());
    return examples(data.splits().named(split).orElseThrow()).stream()
        .map(example -> ids(example).stream().map(vocabulary::symbol).collect(joining()))
        .toList();
  }

  /** Rows of texts that are all different: a label and a number, beside that label. */
  static String numbered(int count, String... labels) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String label = labels[i % labels.length];
      rows.append(label).append(i).append(',').append(label).append('\n');
    }
    return rows.toString();
  }
}
