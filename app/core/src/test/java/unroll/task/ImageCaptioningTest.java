package unroll.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.ConfigReader;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.PublishedData;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

class ImageCaptioningTest {
  private static final TrainingConfig TRAINING =
      new ConfigReader<>(TrainingConfig.class).readText("training", "{batch-size: 4}");

  private static final String SCENES =
      "images: {type: rendered-scenes, size: 16, count: %d, validation-count: 12, test-count: 9}";

  @TempDir private Path folder;

  private static ImageCaptioning task(String keys) {
    return new ConfigReader<>(ImageCaptioning.class).readText("task", "{" + keys + "}");
  }

  private TaskData load(String keys) {
    return task(keys).load(folder::resolve, TRAINING);
  }

  private static List<SequenceExample> examples(BatchPlan plan, int epoch) {
    List<SequenceExample> examples = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      examples.addAll(plan.rows(epoch, batch));
    }
    return examples;
  }

  private static List<SequenceExample> examples(Optional<BatchPlan> plan) {
    return examples(plan.orElseThrow(), 0);
  }

  /** The levels of the pixels, 0 to 255. */
  private static List<Integer> levels(SequenceExample example) {
    Frames frame = (Frames) example.input();
    List<Integer> levels = new ArrayList<>();
    for (int pixel = 0; pixel < frame.width(); pixel++) {
      levels.add(Math.round(255 * frame.at(0, pixel)));
    }
    return levels;
  }

  /** The labels as words. */
  private static String words(TaskData data, SequenceExample example) {
    List<String> vocabulary =
        new String(data.preparation().get("vocabulary.txt"), StandardCharsets.UTF_8)
            .lines()
            .toList();
    Symbols labels = (Symbols) example.labels();
    List<String> words = new ArrayList<>();
    for (int label = 0; label < labels.length(); label++) {
      words.add(vocabulary.get(labels.at(label)));
    }
    return String.join(" ", words);
  }

  /** A folder of images of the levels 0, 10, 20, ... */
  private String images(int count, String... captions) throws IOException {
    for (int image = 0; image < count; image++) {
      CaptionFiles.png(folder.resolve(image + ".png"), 10 * image);
    }
    Files.write(folder.resolve("captions.tsv"), Arrays.asList(captions));
    return "images: {type: folder, folder: ., captions: captions.tsv, height: 2, width: 3,"
        + " channels: 1, validation-fraction: 0.2, test-fraction: 0.2}";
  }

  @Test
  void everySplitHasScenesOfItsOwn() {
    TaskData data = load(SCENES.formatted(30));
    List<SequenceExample> all = examples(data.splits().training(), 0);
    assertEquals(30, all.size());
    assertEquals(12, examples(data.splits().validation()).size());
    assertEquals(9, examples(data.splits().test()).size());
    all = new ArrayList<>(all);
    all.addAll(examples(data.splits().validation()));
    all.addAll(examples(data.splits().test()));
    assertEquals(51, new HashSet<>(all.stream().map(ImageCaptioningTest::levels).toList()).size());
  }

  @Test
  void moreTrainingScenesLeaveTheOthersAsTheyWere() {
    TaskData few = load(SCENES.formatted(30));
    TaskData many = load(SCENES.formatted(31));
    for (int scene = 0; scene < 12; scene++) {
      assertEquals(
          levels(examples(few.splits().validation()).get(scene)),
          levels(examples(many.splits().validation()).get(scene)));
    }
  }

  @Test
  void noDigitStandsInScenesOfTwoSplits() throws IOException {
    CaptionFiles.digits(folder, 20);
    TaskData data =
        load(
            "images: {type: digit-scenes, images: digit-images, labels: labels, size: 16,"
                + " digit-size: 8, count: 80, validation-count: 40, test-count: 40}");
    assertEquals(levelsUpTo(50, 64), digitLevels(examples(data.splits().training(), 0)));
    assertEquals(levelsUpTo(64, 67), digitLevels(examples(data.splits().validation())));
    assertEquals(levelsUpTo(67, 70), digitLevels(examples(data.splits().test())));
    assertEquals(List.of(folder.resolve("digit-images"), folder.resolve("labels")), data.files());
  }

  private static Set<Integer> digitLevels(List<SequenceExample> scenes) {
    Set<Integer> levels = new TreeSet<>();
    scenes.forEach(scene -> levels.addAll(levels(scene)));
    levels.remove(0);
    return levels;
  }

  private static Set<Integer> levelsUpTo(int from, int to) {
    Set<Integer> levels = new TreeSet<>();
    for (int level = from; level < to; level++) {
      levels.add(level);
    }
    return levels;
  }

  @Test
  void allCaptionsOfAnImageAreInOneSplitAndAnExampleEach() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int caption = 0; caption < 3; caption++) {
      for (int image = 0; image < 10; image++) {
        lines.add(image + ".png\tImage %d,  caption %d".formatted(image, caption));
      }
    }
    TaskData data = load(images(10, lines.toArray(String[]::new)));
    assertEquals(18, examples(data.splits().training(), 0).size());
    List<List<SequenceExample>> heldBack =
        List.of(examples(data.splits().validation()), examples(data.splits().test()));
    Set<Integer> levels = new HashSet<>();
    for (List<SequenceExample> split : heldBack) {
      assertEquals(6, split.size());
      split.forEach(example -> levels.addAll(levels(example)));
    }
    assertEquals(4, levels.size());
    examples(data.splits().training(), 0)
        .forEach(
            example -> {
              int level = levels(example).get(0);
              assertTrue(!levels.contains(level), "image in two splits");
              assertTrue(
                  words(data, example).matches("image " + level / 10 + " ￭, caption [0-2] <end>"),
                  words(data, example));
            });
    assertEquals(11, data.files().size());
  }

  @Test
  void theSeedDecidesWhichImagesAreHeldBack() throws IOException {
    String keys =
        images(
            10,
            "0.png\ta b",
            "1.png\ta b",
            "2.png\ta b",
            "3.png\ta b",
            "4.png\ta b",
            "5.png\ta b",
            "6.png\ta b",
            "7.png\ta b",
            "8.png\ta b",
            "9.png\ta b");
    TrainingConfig other =
        new ConfigReader<>(TrainingConfig.class).readText("training", "{seed: 2}");
    List<List<Integer>> one = validationLevels(task(keys).load(folder::resolve, TRAINING));
    assertEquals(one, validationLevels(task(keys).load(folder::resolve, TRAINING)));
    assertNotEquals(one, validationLevels(task(keys).load(folder::resolve, other)));
  }

  private static List<List<Integer>> validationLevels(TaskData data) {
    return examples(data.splits().validation()).stream().map(ImageCaptioningTest::levels).toList();
  }

  @Test
  void anImageIsBroughtToTheShapeOfTheConfiguration() throws IOException {
    String keys = images(5, "0.png\ta", "1.png\ta", "2.png\ta", "3.png\ta", "4.png\ta");
    assertEquals(new Channel.Mixed(new FrameShape(1, 2, 3), 3), load(keys).shape().input());
    assertEquals(6, levels(examples(load(keys).splits().test()).get(0)).size());
  }

  @Test
  void aCaptionEndsWithTheEndUnlessItIsCut() throws IOException {
    String keys =
        images(
            5,
            "0.png\tOne two three",
            "1.png\tOne two three",
            "2.png\tOne two three",
            "3.png\tOne two three",
            "4.png\tOne two three");
    TaskData whole = load(keys + ", max-length: 3, lowercase: false");
    assertEquals("One two three <end>", words(whole, examples(whole.splits().test()).get(0)));
    TaskData cut = load(keys + ", max-length: 2");
    assertEquals("one two", words(cut, examples(cut.splits().test()).get(0)));
    assertTrue(
        cut.description()
            .contains("test: 1 images, 1 captions (1 different ones), 1 cut at 2 words"),
        cut.description().toString());
  }

  @Test
  void rareWordsAreUnknown() throws IOException {
    String keys = images(5, "0.png\ta x", "1.png\ta x", "2.png\ta x", "3.png\ta x", "4.png\ta x");
    TaskData data = load(keys + ", minimum-count: 3");
    assertEquals("a x <end>", words(data, examples(data.splits().test()).get(0)));
    Files.writeString(
        folder.resolve("captions.tsv"),
        "0.png\ta p\n1.png\ta q\n2.png\ta r\n3.png\ta s\n4.png\ta t\n");
    data = load(keys + ", minimum-count: 3");
    assertEquals("a <unk> <end>", words(data, examples(data.splits().test()).get(0)));
    assertTrue(
        data.description().get(2).endsWith(", 50.00 % of their words unknown"),
        data.description().get(2));
  }

  @Test
  void saysThatNothingIsLeftToValidateOn() {
    String none = "validation: none, so the training loss decides which model is best";
    String keys = "images: {type: rendered-scenes, size: 16, count: 9, test-count: 5";
    TaskData data = load(keys + ", validation-count: 0}");
    assertTrue(data.description().contains(none), data.description().toString());
    assertTrue(data.splits().validation().isEmpty());
    assertTrue(!load(keys + ", validation-count: 5}").description().contains(none));
  }

  @Test
  void theFeedDecidesWhatTheNetworkReadsAfterTheImage() {
    Channel.Mixed words = (Channel.Mixed) load(SCENES.formatted(30)).shape().input();
    assertEquals(load(SCENES.formatted(30)).shape().labels().size(), words.symbols());
    assertEquals(OptionalInt.of(0), load(SCENES.formatted(30)).shape().feedback());
    TaskData zeros = load(SCENES.formatted(30) + ", feed: zeros");
    assertEquals(new Channel.Mixed(new FrameShape(3, 16, 16), 0), zeros.shape().input());
    assertEquals(OptionalInt.empty(), zeros.shape().feedback());
  }

  @Test
  void scoresTheMostFrequentCaptionAndThatOfTheNearestImage() {
    List<DescribedImage> training =
        List.of(image(10, "a cat", "a cat"), image(100, "a dog"), image(200, "a horse", "a mare"));
    List<DescribedImage> test =
        List.of(
            image(20, "a cat"),
            image(90, "a cat"),
            image(160, "a mare", "a horse"),
            image(250, "a cow"));
    var scores =
        new CaptionBaselines(Map.of("training", training, "test", test), Set.of("test")).scores();
    assertEquals(List.of("most frequent caption", "nearest image"), List.copyOf(scores.keySet()));
    assertEquals(0.5, scores.get("most frequent caption").get("test").get("exact-match"));
    assertEquals(0.5, scores.get("nearest image").get("test").get("exact-match"));
  }

  private static DescribedImage image(int level, String... captions) {
    byte[] pixels = new byte[300];
    Arrays.fill(pixels, (byte) level);
    return new DescribedImage("image", pixels, List.of(captions));
  }

  @Test
  void anyCaptionOfAnImageIsAnExactMatchAndCountsInBleu() {
    List<DescribedImage> images =
        List.of(
            image(1, "a red cat on a mat", "a cat sits on the mat"),
            image(2, "two dogs in a red box"),
            image(3, "a horse eats green grass"));
    WrittenCaptions written =
        new WrittenCaptions(
            images,
            List.of("a cat sits on the mat", "two dogs in a red", "a horse eats green grass"));
    assertEquals(2 / 3.0, written.exactMatch(), 1e-12);
    // Every n-gram is right; 16 words are one too few.
    assertEquals(100 * Math.exp(1 - 17 / 16.0), written.metrics().get("bleu"), 1e-9);
    assertEquals(
        "name\texpected\tpredicted\n"
            + "image\ta red cat on a mat | a cat sits on the mat\ta cat sits on the mat\n"
            + "image\ttwo dogs in a red box\ttwo dogs in a red\n"
            + "image\ta horse eats green grass\ta horse eats green grass\n",
        written.table());
  }

  @Test
  void exchangedThingsAreAllThereAndNoneInItsPlace() {
    for (int count = 2; count < 40; count++) {
      List<Integer> things = new ArrayList<>();
      for (int thing = 0; thing < count; thing++) {
        things.add(thing);
      }
      for (long seed = 0; seed < 10; seed++) {
        List<Integer> exchanged = new Exchange(seed).of(things);
        assertEquals(things, exchanged.stream().sorted().toList());
        assertTrue(things.stream().noneMatch(thing -> exchanged.get(thing).equals(thing)));
        assertEquals(exchanged, new Exchange(seed).of(things));
      }
    }
  }

  @Test
  void countsRightWordsAndCaptionsWithAllWordsRight() {
    Scorer scorer = new CaptionScorer();
    List<String> names = List.copyOf(scorer.metrics(1).keySet());
    double[][] answers = {{0.1, 0.7, 0.2}, {0.8, 0.1, 0.1}};
    scorer.add(new SequenceExample(Symbols.of(0), Symbols.of(1, 0)), new Answers(answers));
    scorer.add(new SequenceExample(Symbols.of(0), Symbols.of(1, 2)), new Answers(answers));
    Map<String, Double> metrics = scorer.metrics(Math.log(3));
    assertEquals(names, List.copyOf(metrics.keySet()));
    assertEquals(0.75, metrics.get("token-accuracy"));
    assertEquals(0.5, metrics.get("caption-accuracy"));
    assertEquals(3, metrics.get("perplexity"), 1e-12);
    assertTrue(names.containsAll(scorer.rankings()));
  }

  @Test
  void pixelsAreReadInTheLevelsOfAFile() {
    for (int level = 0; level < 256; level++) {
      Frames frame = image(level, "a").frame();
      assertEquals(level / 255f, frame.at(0, 7));
    }
    assertArrayEquals(
        new int[] {1, 300},
        new int[] {image(3, "a").frame().length(), image(3, "a").frame().width()});
  }

  @Test
  void composesScenesOfTheRealDigits() {
    Optional<Path> published = PublishedData.folder().map(data -> data.resolve("mnist-t10k"));
    Assumptions.assumeTrue(published.filter(Files::isDirectory).isPresent(), "no mnist-t10k here");
    TaskData data =
        task("images: {type: digit-scenes, images: t10k-images-idx3-ubyte.gz,"
                + " labels: t10k-labels-idx1-ubyte.gz, count: 300, validation-count: 20,"
                + " test-count: 20}")
            .load(published.orElseThrow()::resolve, TRAINING);
    assertTrue(
        data.description()
            .contains(
                "digits: 7,000 in training scenes, 1,500 others in validation scenes, 1,500 others"
                    + " in test scenes"),
        data.description().toString());
    assertEquals(new Channel.Mixed(new FrameShape(1, 28, 28), 22), data.shape().input());
  }
}
