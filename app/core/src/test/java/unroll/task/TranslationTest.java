package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.ConfigReader;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.data.PublishedData;
import unroll.data.SequenceExample;
import unroll.training.TrainingConfig;

class TranslationTest {
  private static final TrainingConfig TRAINING =
      new ConfigReader<>(TrainingConfig.class).readText("training", "{batch-size: 4, seed: 5}");

  @TempDir private Path folder;

  private TaskData load(String task) {
    return read(task).load(folder::resolve, TRAINING);
  }

  private static Translation read(String task) {
    return new ConfigReader<>(Translation.class).readText("task", task);
  }

  private TaskData table(String rows, String settings) throws IOException {
    Files.writeString(folder.resolve("pairs.tsv"), "source\ttarget\n" + rows);
    return load(
        "{train: {type: table, file: pairs.tsv, format: {separator: tab}}, " + settings + "}");
  }

  private static List<SequenceExample> examples(BatchPlan plan) {
    List<SequenceExample> examples = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      examples.addAll(plan.rows(0, batch));
    }
    return examples;
  }

  @Test
  void pairsWithTheSameSourceStayTogether() throws IOException {
    StringBuilder rows = new StringBuilder("source\ttarget\n");
    for (int source = 0; source < 40; source++) {
      for (int copy = 0; copy < 5; copy++) {
        rows.append("w%d  x\tt%d\n".formatted(source, copy));
        rows.append("w%d x\tu%d\n".formatted(source, copy));
      }
    }
    Files.writeString(folder.resolve("pairs.tsv"), rows);
    Translation task =
        read(
            "{train: {type: table, file: pairs.tsv, format: {separator: tab}},"
                + " validation-fraction: 0.2, test-fraction: 0.1}");
    Map<String, List<SentencePair>> splits = PairSplits.read(task, folder::resolve, 1).pairs();
    assertEquals(List.of("training", "validation", "test"), List.copyOf(splits.keySet()));
    assertEquals(List.of(280, 80, 40), splits.values().stream().map(List::size).toList());
    Set<String> sources = new TreeSet<>();
    for (List<SentencePair> split : splits.values()) {
      Set<String> different = new TreeSet<>();
      split.forEach(pair -> different.add(pair.source().replace("  ", " ")));
      assertEquals(split.size(), different.size() * 10);
      sources.addAll(different);
    }
    assertEquals(40, sources.size());
  }

  @Test
  void theSeedDecidesWhichPairsAreHeldBack() {
    List<SentencePair> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(new SentencePair("s" + i, "t" + i));
    }
    String pairs =
        all.stream()
            .map(pair -> pair.source() + " = " + pair.target())
            .collect(Collectors.joining(", "));
    Translation twenty =
        read("{train: {type: inline, pairs: [" + pairs + "]}, validation-fraction: 0.5}");
    PairSplits first = PairSplits.read(twenty, folder::resolve, 1);
    assertEquals(first, PairSplits.read(twenty, folder::resolve, 1));
    assertNotEquals(first, PairSplits.read(twenty, folder::resolve, 2));
    List<SentencePair> together = new ArrayList<>(first.pairs().get("training"));
    together.addAll(first.pairs().get("validation"));
    assertEquals(Set.copyOf(all), Set.copyOf(together));
  }

  @Test
  void aTenthIsHeldBackToValidateOnUnlessThereAreOtherPairs() {
    String pairs = "{type: inline, pairs: [a = b]}";
    assertEquals(0.1, read("{train: " + pairs + "}").validationShare());
    assertEquals(0, read("{train: " + pairs + ", validation: " + pairs + "}").validationShare());
  }

  @Test
  void longerPairsAreLeftOutAndCounted() throws IOException {
    String rows = "a b c\tx\na b c d\tx\na\tx y z\na\tx y\n";
    TaskData data =
        table(
            rows,
            "validation-fraction: 0, source: {max-length: 3, unit: word}, target: {max-length: 2}");
    assertEquals(2, examples(data.splits().training()).size());
    assertEquals(
        List.of(
            "training: 2 pairs of 4 (2 left out)",
            "validation: none, so the training loss decides which model is best",
            "left out: pairs with a sentence of more than 3 source or 2 target pieces",
            "source: 5 symbols, a word each",
            "target: 5 symbols, a word each"),
        data.description());
  }

  @Test
  void wordsAreToldApartByWhiteSpaceWhateverThePieces() throws IOException {
    TaskData data =
        table(
            "Well, no.\tx\na b\tone two three\n c  d \tx\n",
            "validation-fraction: 0, max-words: 2, source: {unit: syllable}");
    assertEquals(
        List.of(9, 6),
        examples(data.splits().training()).stream()
            .map(example -> example.input().length())
            .sorted(Collections.reverseOrder())
            .toList());
    assertTrue(
        data.description()
            .contains(
                "left out: pairs with a sentence of more than 2 words,"
                    + " 100 source or 100 target pieces"),
        data.description().toString());
  }

  @Test
  void twoFilesAreReadLineByLine() throws IOException {
    Files.writeString(folder.resolve("a.ko"), "\uFEFF\uC548\uB155\r\n\uB124\u2028\uB124\r\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.en.gz")))) {
      out.write("hello\nyes\u0085yes".getBytes(StandardCharsets.UTF_8));
    }
    ParallelText text = new ParallelText.FilesText("a.ko", "a.en.gz");
    assertEquals(
        List.of(
            new SentencePair("\uC548\uB155", "hello"),
            new SentencePair("\uB124\u2028\uB124", "yes\u0085yes")),
        text.read(folder::resolve));
    TaskData data =
        load("{train: {type: files, source: a.ko, target: a.en.gz}, validation-fraction: 0}");
    assertEquals(List.of(folder.resolve("a.ko"), folder.resolve("a.en.gz")), data.files());
  }

  @Test
  void filesAreNamedWithoutTheHelpOfAFolderAndThoseOfADataSetStay() {
    Translation task =
        read(
            "{train: {type: files, source: data:s/a, target: ../b},"
                + " test: {type: table, file: c.csv}}");
    Translation located = task.withFilesIn(folder.resolve("configs"));
    assertEquals(List.of("data:s/a", folder.resolve("b").toString()), located.train().files());
    assertEquals(List.of(folder.resolve("configs/c.csv").toString()), located.test().files());
    assertEquals(task.testFraction(), located.testFraction());
  }

  @Test
  void theBaselinesCopyTheSourceOrSayTheMostFrequentTarget() throws IOException {
    TaskData data = table("a\ta\nb\tx\nc\tx\nd\ty\ne f g h\te f  g h\n", "validation-fraction: 0");
    var baselines = data.baselines();
    assertEquals(0.4, baselines.get("copied source").get("training").get("exact-match"), 1e-12);
    assertEquals(
        0.4, baselines.get("most frequent target").get("training").get("exact-match"), 1e-12);
    assertTrue(baselines.get("copied source").get("training").get("bleu") > 50);
  }

  @Test
  void capitalsCountInTheScoreUnlessTheTargetIsInSmallLetters() throws IOException {
    String rows = "A b C d\ta B c D\n";
    String settings = "validation-fraction: 0";
    var strict = table(rows, settings).baselines().get("copied source").get("training");
    assertEquals(0, strict.get("bleu"), 1e-9);
    var small =
        table(rows, settings + ", target: {lowercase: true}")
            .baselines()
            .get("copied source")
            .get("training");
    assertEquals(100, small.get("bleu"), 1e-9);
    assertEquals(1, small.get("exact-match"), 1e-12);
  }

  @Test
  void everyPairOfMulti30kWithAtMostTwelveWordsIsThere() {
    Path data = PublishedData.folder().orElse(folder);
    assumeTrue(Files.exists(data.resolve("multi30k")), "multi30k is not there");
    DataRoot root = new DataRoot(data);
    TaskData loaded =
        read("{train: {type: files, source: data:multi30k/val.de.gz,"
                + " target: data:multi30k/val.en.gz},"
                + " test: {type: files, source: data:multi30k/test_2016_flickr.de.gz,"
                + " target: data:multi30k/test_2016_flickr.en.gz},"
                + " source: {unit: subword, merges: 500}, target: {minimum-count: 2},"
                + " max-words: 12, validation-fraction: 0}")
            .load(reference -> root.resolve(reference, folder), TRAINING);
    assertEquals("training: 567 pairs of 1,014 (447 left out)", loaded.description().get(0));
    assertTrue(
        loaded.description().get(1).startsWith("test: 602 pairs of 1,000 (398 left out)"),
        loaded.description().get(1));
    assertEquals(
        Set.of("source-vocabulary.txt", "source-merges.txt", "target-vocabulary.txt"),
        loaded.preparation().keySet());
  }

  @Test
  void aVocabularyIsLearnedFromTrainingPairsAlone() {
    TaskData data =
        load(
            "{train: {type: inline, pairs: [a = x]},"
                + " validation: {type: inline, pairs: [b = y, a = x]}}");
    assertEquals(
        "<unk>\na\n",
        new String(data.preparation().get("source-vocabulary.txt"), StandardCharsets.UTF_8));
    assertEquals(
        "<unk>\n<end>\nx\n",
        new String(data.preparation().get("target-vocabulary.txt"), StandardCharsets.UTF_8));
    assertTrue(
        data.description().get(1).startsWith("validation: 2 pairs, 1 with a source that training"),
        data.description().get(1));
  }

  @Test
  void tooFewDifferentSourcesToHoldSomeBackAreRefused() throws IOException {
    UserException refused =
        assertThrows(
            UserException.class, () -> table("a\tx\n".repeat(20), "validation-fraction: 0.2"));
    assertTrue(refused.getMessage().contains("too few different sources"), refused.getMessage());
  }
}
