package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

class SentimentClassificationTest {
  @TempDir private Path folder;
  private ReviewTables tables;

  @BeforeEach
  void makeTables() {
    tables = new ReviewTables(folder);
  }

  @Test
  void aTextIsItsPiecesAndOneLabel() throws IOException {
    TaskData data = tables.load("aba,yes\nbb,no\n", "validation-fraction: 0");
    assertEquals("<unk>\nb\na\n", new String(data.preparation().get("vocabulary.txt")));
    assertEquals("no\nyes\n", new String(data.preparation().get("labels.txt")));
    Map<Integer, List<Integer>> byLabel =
        ReviewTables.examples(data.splits().training()).stream()
            .collect(Collectors.toMap(ReviewTables::label, ReviewTables::ids));
    assertEquals(Map.of(1, List.of(2, 1, 2), 0, List.of(1, 1)), byLabel);
    assertEquals(3, data.shape().input().size());
    assertEquals(2, data.shape().labels().size());
    assertTrue(data.splits().validation().isEmpty() && data.splits().test().isEmpty());
    assertTrue(
        data.description()
            .contains("validation: none, so the training loss decides which model is best"),
        data.description().toString());
    assertEquals(List.of(folder.resolve("texts.csv")), data.files());
  }

  @Test
  void labelsKeepTheOrderAndGetTheNamesThatAreGiven() throws IOException {
    TaskData data =
        tables.load(
            "good,1\nbad,0\n",
            "validation-fraction: 0, labels: [\"1\", \"0\"], label-names: [up, down]");
    assertEquals("up\ndown\n", new String(data.preparation().get("labels.txt")));
    for (SequenceExample example : ReviewTables.examples(data.splits().training())) {
      assertEquals(example.input().length() == 4 ? 0 : 1, ReviewTables.label(example));
    }
    assertTrue(data.description().contains("training: 2 texts (1 up, 1 down)"));
  }

  @Test
  void onlyTrainingTextsMakeTheVocabulary() throws IOException {
    tables.write("more.csv", "abx,a\nxxb,b\n");
    TaskData data = tables.load("ab,a\nba,b\n", "validation: more.csv");
    assertEquals("<unk>\na\nb\n", new String(data.preparation().get("vocabulary.txt")));
    List<SequenceExample> validation =
        ReviewTables.examples(data.splits().validation().orElseThrow());
    assertEquals(List.of(1, 2, 0), ReviewTables.ids(validation.get(0)));
    assertEquals(List.of(0, 0, 2), ReviewTables.ids(validation.get(1)));
    assertTrue(data.description().get(1).endsWith(", 50.00 % of its syllables unknown"));
  }

  @Test
  void anEmptyTextIsRefusedUnlessTheTaskSaysOtherwise() throws IOException {
    UserException refused =
        assertThrows(
            UserException.class,
            () -> tables.load("a,yes\n\" \u00a0\t\",no\nb,no\n", "test: null"));
    assertEquals(
        folder.resolve("texts.csv")
            + ", line 3, column text: an empty text; task.empty-texts can be skip to leave it out,"
            + " or keep to read it as one symbol",
        refused.getMessage());
    String rows = "a,yes\n,no\nb,no\n";
    TaskData skipped = tables.load(rows, "validation-fraction: 0, empty-texts: skip");
    assertEquals(2, ReviewTables.examples(skipped.splits().training()).size());
    assertTrue(skipped.description().contains("left out: 1 empty texts"));
    TaskData kept = tables.load(rows, "validation-fraction: 0, empty-texts: keep");
    assertEquals("<unk>\n<empty>\na\nb\n", new String(kept.preparation().get("vocabulary.txt")));
    assertEquals(
        Set.of(List.of(1), List.of(2), List.of(3)),
        ReviewTables.examples(kept.splits().training()).stream()
            .map(ReviewTables::ids)
            .collect(Collectors.toSet()));
    assertTrue(kept.description().get(0).endsWith(", 1 empty"), kept.description().get(0));
  }

  @Test
  void longTextsAreCutAndCounted() throws IOException {
    TaskData data =
        tables.load("abcdef,yes\nabc,no\nabcd,no\n", "validation-fraction: 0, max-length: 3");
    for (SequenceExample example : ReviewTables.examples(data.splits().training())) {
      assertEquals(List.of(1, 2, 3), ReviewTables.ids(example));
    }
    assertTrue(data.description().get(0).endsWith(", 2 cut at 3 syllables"));
  }

  @Test
  void everyUnitIsReadFromTheRunFolderAsItWasLearned() throws IOException {
    String rows = "\"The film, it isn't good!\",no\n영화가 정말 좋았다,yes\nThe film is good,yes\n";
    for (String unit :
        List.of("character", "syllable", "word", "subword, merges: 20, lowercase: true")) {
      String settings = "validation-fraction: 0, empty-texts: keep, unit: " + unit;
      TaskData data = tables.load(rows, settings);
      Path run = Files.createDirectories(folder.resolve("run-" + unit.substring(0, 4)));
      for (Map.Entry<String, byte[]> file : data.preparation().entrySet()) {
        Files.write(run.resolve(file.getKey()), file.getValue());
      }
      SentimentEncoder encoder =
          SentimentEncoder.read(ReviewTables.read("{train: texts.csv, " + settings + "}"), run);
      assertEquals(data.shape(), encoder.shape(), unit);
      Symbols again = encoder.encode("The film is good").symbols();
      assertTrue(
          ReviewTables.examples(data.splits().training()).stream()
              .anyMatch(
                  example ->
                      ReviewTables.ids(example)
                          .equals(ReviewTables.ids(new SequenceExample(again, Symbols.of(1))))),
          unit);
      assertEquals(unit.startsWith("subword"), data.preparation().containsKey("merges.txt"));
    }
  }

  @Test
  void aTableInTheConfigurationNeedsNoFile() {
    TaskData data =
        ReviewTables.read("{table: \"text,label\\nyes,1\\nno,0\\n\", validation-fraction: 0}")
            .load(name -> Path.of("/nowhere", name), ReviewTables.TRAINING);
    assertEquals(2, ReviewTables.examples(data.splits().training()).size());
    assertEquals(List.of(), data.files());
    UserException wrong =
        assertThrows(
            UserException.class,
            () ->
                ReviewTables.read("{table: \"text,label\\nyes,1\\nno,0,\\n\"}")
                    .load(name -> Path.of("/nowhere", name), ReviewTables.TRAINING));
    assertTrue(wrong.getMessage().startsWith("task.table, line 3: 3 fields"), wrong.getMessage());
  }

  @Test
  void theFilesOfATaskAreFoundFromAnyFolder() {
    SentimentClassification task =
        ReviewTables.read("{train: a.csv, validation: data:nsmc/b.txt, test: ../c.csv}")
            .withFilesIn(Path.of("/there/below"));
    assertEquals("/there/below/a.csv", task.train());
    assertEquals("data:nsmc/b.txt", task.validation());
    assertEquals("/there/c.csv", task.test());
  }
}
