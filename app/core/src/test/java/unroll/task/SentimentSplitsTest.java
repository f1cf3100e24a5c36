package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.ConfigReader;
import unroll.data.PublishedData;
import unroll.data.TextSource;
import unroll.training.TrainingConfig;

/** Which texts of a sentiment classification are held back. */
class SentimentSplitsTest {
  @TempDir private Path folder;
  private ReviewTables tables;

  @BeforeEach
  void makeTables() {
    tables = new ReviewTables(folder);
  }

  @Test
  void everyLabelHasTheSameShareOfEverySplit() throws IOException {
    TaskData data =
        tables.load(
            ReviewTables.numbered(300, "a", "b", "a"),
            "validation-fraction: 0.1, test-fraction: 0.2");
    assertEquals(
        List.of(
            "training: 210 texts (140 a, 70 b)",
            "validation: 30 texts (20 a, 10 b)",
            "test: 60 texts (40 a, 20 b)"),
        data.description().subList(0, 3).stream()
            .map(line -> line.replaceFirst(", [0-9.]+ % .*", ""))
            .toList());
    List<String> all = new ArrayList<>(ReviewTables.texts(data, "training"));
    all.addAll(ReviewTables.texts(data, "validation"));
    all.addAll(ReviewTables.texts(data, "test"));
    assertEquals(300, all.size());
    assertEquals(
        Set.of("a0", "b1", "a299"),
        all.stream().filter(Set.of("a0", "b1", "a299")::contains).collect(Collectors.toSet()));
    assertEquals(300, new HashSet<>(all).size());
  }

  @Test
  void theSeedDecidesWhatIsHeldBack() throws IOException {
    String rows = ReviewTables.numbered(100, "a", "b");
    List<String> once = ReviewTables.texts(tables.load(rows, "test-fraction: 0.3"), "test");
    assertEquals(once, ReviewTables.texts(tables.load(rows, "test-fraction: 0.3"), "test"));
    TrainingConfig other =
        new ConfigReader<>(TrainingConfig.class).readText("training", "{batch-size: 4, seed: 6}");
    assertNotEquals(
        once, ReviewTables.texts(tables.load(rows, "test-fraction: 0.3", other), "test"));
    assertEquals(
        once.stream().sorted(byNumber()).toList(), once, "held back texts keep their order");
  }

  @Test
  void theSameTextIsNeverInTwoSplits() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      rows.append("word %d,a\n word  %d,a\nword %d ,b\n".formatted(i, i, i));
    }
    TaskData data = tables.load(rows.toString(), "test-fraction: 0.4, validation-fraction: 0.2");
    List<Set<String>> splits = new ArrayList<>();
    for (String split : List.of("training", "validation", "test")) {
      List<String> texts = ReviewTables.texts(data, split);
      Set<String> different =
          texts.stream().map(text -> text.replaceAll("\\D", "")).collect(Collectors.toSet());
      assertEquals(3 * different.size(), texts.size(), split);
      splits.add(different);
    }
    assertEquals(List.of(24, 12, 24), splits.stream().map(Set::size).toList());
    assertEquals(60, splits.stream().flatMap(Set::stream).distinct().count());
    assertFalse(data.description().toString().contains("accuracy-unseen"));
  }

  @Test
  void tablesOfTheirOwnAreNotMixedWithTheTrainingTexts() throws IOException {
    tables.write("more.csv", "x,a\ny,b\nx,b\n");
    tables.write("most.csv", "a0,a\ny,b\nz,a\ny,a\n");
    TaskData data =
        tables.load(ReviewTables.numbered(10, "a", "b"), "validation: more.csv, test: most.csv");
    assertEquals(10, ReviewTables.examples(data.splits().training()).size());
    assertEquals(3, ReviewTables.examples(data.splits().validation().orElseThrow()).size());
    assertEquals(4, ReviewTables.examples(data.splits().test().orElseThrow()).size());
    assertEquals(
        "test: 3 of them (2 different ones) are among the texts above too; accuracy-unseen is"
            + " without them",
        data.description().get(3));
    assertEquals(
        List.of("texts.csv", "more.csv", "most.csv"),
        data.files().stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void theKoreanFilmReviewsAreReadWithTheirTraps() {
    Path reviews = PublishedData.folder().orElse(folder).resolve("nsmc");
    assumeTrue(Files.exists(reviews), "nsmc is not there");
    SentimentClassification task =
        ReviewTables.read(
            "{train: a, test: b, format: {separator: tab, quoting: false}, text-column: document,"
                + " empty-texts: keep, validation-fraction: 0.05}");
    SentimentTexts texts =
        new SentimentTables(
                task,
                new TextSource.File(reviews.resolve("ratings_train.txt.gz"), "UTF-8"),
                Optional.empty(),
                Optional.of(new TextSource.File(reviews.resolve("ratings_test.txt.gz"), "UTF-8")),
                1)
            .read();
    assertEquals(List.of("0", "1"), texts.labels());
    assertEquals(150_000, texts.of("training").size() + texts.of("validation").size());
    assertEquals(7499, texts.of("validation").size());
    assertEquals(50_000, texts.of("test").size());
    assertEquals(797, texts.alsoBefore("test").size());
    assertEquals(Set.of(), texts.alsoBefore("validation"));
    int[] empty =
        texts.splits().values().stream()
            .mapToInt(split -> (int) split.stream().filter(LabeledText::isEmpty).count())
            .toArray();
    assertEquals(8, Arrays.stream(empty).sum());
    assertEquals(3, empty[2]);
    assertEquals(25_173, texts.of("test").stream().filter(text -> text.label() == 1).count());
  }

  private static Comparator<String> byNumber() {
    return Comparator.comparingInt(text -> Integer.parseInt(text.substring(1)));
  }
}
