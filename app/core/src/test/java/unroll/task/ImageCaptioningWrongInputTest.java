package unroll.task;

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
import unroll.command.CommandLineRun;

/** Wrong images and captions through the command line: nothing is trained. */
class ImageCaptioningWrongInputTest {
  private static final String FOLDER = "{type: folder, folder: images, captions: captions.tsv}";
  private static final String DIGITS =
      "{type: digit-scenes, images: digit-images, labels: labels, size: 16, digit-size: 8}";

  @TempDir private Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    Files.createDirectory(folder.resolve("images"));
    for (int image = 0; image < 10; image++) {
      CaptionFiles.png(image(image), 20 * image);
    }
  }

  private Path image(int image) {
    return folder.resolve("images").resolve(image + ".png");
  }

  /** A caption for every image, and one more line. */
  private void captions(String... more) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int image = 0; image < 10; image++) {
      text.append(image).append(".png\tan image\n");
    }
    for (String line : more) {
      text.append(line).append('\n');
    }
    Files.writeString(folder.resolve("captions.tsv"), text);
  }

  private CommandLineRun train(String images, String... more) throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file,
        """
        name: wrong
        task:
          type: image-captioning
          images: %s
        %s
        """
            .formatted(
                images,
                more.length == 0 ? "network: {embedding: 4, units: 4}" : String.join("\n", more)));
    return CommandLineRun.of("train", file.toString(), "--out", folder.resolve("run").toString());
  }

  private void assertMistake(CommandLineRun run, String... parts) {
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), part + " is missing in: " + run.err());
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void anImageThatIsNotThereIsNamedWithTheLineAndTheNearestName() throws IOException {
    captions("10.png\tone too many");
    assertMistake(train(FOLDER), "captions.tsv:11: no image 10.png in ", "; did you mean 0.png?");
  }

  @Test
  void aFileThatIsNoImageIsNamedWithTheLine() throws IOException {
    captions();
    Files.writeString(image(4), "not an image");
    assertMistake(train(FOLDER), "captions.tsv:5: ", "4.png: is not a PNG or JPEG image");
  }

  @Test
  void anImageThatIsCutOffIsNamedWithTheLine() throws IOException {
    captions();
    byte[] whole = Files.readAllBytes(image(6));
    Files.write(image(6), Arrays.copyOf(whole, whole.length - 14));
    assertMistake(train(FOLDER), "captions.tsv:7: ", "6.png: cannot be decoded");
  }

  @Test
  void aLineWithoutATabOrACaption() throws IOException {
    captions("3.png no tab");
    assertMistake(train(FOLDER), "captions.tsv:11: has 0 tabs; expected FILE, one tab, CAPTION");
    captions("3.png\t ");
    assertMistake(train(FOLDER), "captions.tsv:11: has no caption after the tab");
  }

  @Test
  void anEmptyOrMissingFileOfCaptions() throws IOException {
    Files.writeString(folder.resolve("captions.tsv"), "");
    assertMistake(train(FOLDER), "captions.tsv: is empty; expected lines of FILE, a tab, CAPTION");
    Files.delete(folder.resolve("captions.tsv"));
    assertMistake(train(FOLDER), "captions.tsv: no such file");
  }

  @Test
  void aCaptionOfNothingButSpaces() throws IOException {
    captions("3.png\t\u00A0\u00A0");
    assertMistake(train(FOLDER), "captions.tsv:11: has a caption without a word");
  }

  @Test
  void aPathThatLeavesTheFolder() throws IOException {
    captions("../wrong.yaml\ta caption");
    assertMistake(train(FOLDER), "captions.tsv:11: ../wrong.yaml leaves the folder of the images");
  }

  @Test
  void aFolderThatIsNotThere() throws IOException {
    captions();
    assertMistake(
        train("{type: folder, folder: pictures, captions: captions.tsv}"),
        "pictures: no such folder");
  }

  @Test
  void tooFewImagesForAFraction() throws IOException {
    captions();
    assertMistake(
        train("{type: folder, folder: images, captions: captions.tsv, test-fraction: 0.05}"),
        "captions.tsv: names 10 images; a task.images.test-fraction of 0.05 of them is none");
  }

  @Test
  void fractionsThatLeaveNothingToTrainOn() throws IOException {
    assertMistake(
        train(
            "{type: folder, folder: images, captions: captions.tsv, validation-fraction: 0.5,"
                + " test-fraction: 0.5}"),
        "task.images.test-fraction: nothing is left to train on");
  }

  @Test
  void aNumberOfChannelsThatNoImageHas() throws IOException {
    assertMistake(
        train("{type: folder, folder: images, captions: captions.tsv, channels: 2}"),
        "task.images.channels: expected 1 (gray) or 3 (red, green, blue), found 2");
  }

  @Test
  void aFrameNeedsAnEmbedding() throws IOException {
    captions();
    for (String feed : List.of("zeros", "previous-label")) {
      assertMistake(
          train(FOLDER, "  feed: " + feed, "network: {units: 4}"),
          "network.embedding: frames are encoded into a vector; expected how many numbers, not 0");
    }
  }

  @Test
  void aWordThatIsNoFeed() throws IOException {
    assertMistake(
        train(FOLDER, "  feed: previous-labels"),
        "wrong.yaml:5: task.feed: unknown: previous-labels; did you mean previous-label?");
  }

  @Test
  void feedingOwnPredictionsWhereNoneAreRead() throws IOException {
    captions();
    assertMistake(
        train(
            FOLDER,
            "  feed: zeros",
            "network: {embedding: 4}",
            "training: {feeding: free-running}"),
        "training.feeding: this task's network does not read its own output");
  }

  @Test
  void aLengthPenaltyWithoutABeam() throws IOException {
    assertMistake(
        train(FOLDER, "  length-penalty: 0.6"),
        "wrong.yaml:5: task.length-penalty: goes with a beam-width above 1");
  }

  @Test
  void noWordThatIsFrequentEnough() throws IOException {
    captions();
    assertMistake(
        train(FOLDER, "  minimum-count: 10", "network: {embedding: 4}"),
        "task.minimum-count: no word stands 10 times in the training captions");
  }

  @Test
  void anUnknownKindOfImages() throws IOException {
    assertMistake(
        train("renderd-scenes"),
        "task.images.type: unknown: renderd-scenes; did you mean rendered-scenes?");
  }

  @Test
  void scenesTooSmallOrTooManyToDraw() throws IOException {
    assertMistake(
        train("{type: rendered-scenes, size: 15}"),
        "wrong.yaml:4: task.images.size: must be at least 16, found 15");
    assertMistake(
        train("{type: rendered-scenes, size: 512, count: 1000000}"),
        "rendered scenes: 1000000 images of 3 x 512 x 512 take ",
        "give Java more (-Xmx)");
  }

  @Test
  void digitsThatAreNotThereOrCutOff() throws IOException {
    CaptionFiles.digits(folder, 20);
    Files.move(folder.resolve("digit-images"), folder.resolve("moved"));
    assertMistake(train(DIGITS), "digit-images: no such file");
    byte[] whole = Files.readAllBytes(folder.resolve("moved"));
    Files.write(folder.resolve("digit-images"), Arrays.copyOf(whole, whole.length - 1));
    assertMistake(
        train(DIGITS), "digit-images: ends after 1279 bytes of the 1280 that its head says");
    Files.delete(folder.resolve("digit-images"));
    Files.createDirectory(folder.resolve("digit-images"));
    assertMistake(train(DIGITS), "digit-images: is a folder; expected an IDX file");
  }

  @Test
  void digitsThatAreTooFewForASplit() throws IOException {
    CaptionFiles.digits(folder, 6);
    assertMistake(
        train(DIGITS),
        "digit-images: task.images.validation-fraction leaves no digit for the 1000 scenes");
  }

  @Test
  void digitsTooSmallToReadOrTooLargeForTwo() throws IOException {
    assertMistake(
        train(DIGITS.replace("size: 16, digit-size: 8", "digit-size: 7")),
        "task.images.digit-size: must be at least 8, found 7");
    assertMistake(
        train(DIGITS.replace("size: 16, digit-size: 8", "size: 28, digit-size: 15")),
        "task.images.digit-size: expected 8 to 14, half of the size, found 15");
    assertMistake(
        train(DIGITS.replace("size: 16, digit-size: 8", "size: 12, digit-size: 8")),
        "task.images.size: must be at least 16, found 12");
  }
}
