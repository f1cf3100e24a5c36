package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import unroll.command.CommandLineRun;

/** Small runs of many tasks, each trained when a test first asks for it. */
public final class TrainedRuns {
  private static final Path FOLDER = folder();

  private TrainedRuns() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("trained-runs");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path train(String name, String config, String... settings) {
    Path run = FOLDER.resolve(name);
    if (!Files.exists(run)) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "train",
                  CommandLineRun.project("app/configs/" + config + ".yaml").toString(),
                  "--out",
                  run.toString()));
      Arrays.stream(settings).forEach(setting -> command.addAll(List.of("--set", setting)));
      CommandLineRun trained = CommandLineRun.of(command.toArray(String[]::new));
      assertEquals(0, trained.code(), trained.err());
    }
    return run;
  }

  public static Path hello() {
    return train("hello", "hello");
  }

  /** A run of hello that has written nothing yet but its configuration. */
  public static Path young(Path folder) throws IOException {
    Path run = Files.createDirectory(folder.resolve("young"));
    Files.copy(hello().resolve("config.yaml"), run.resolve("config.yaml"));
    return run;
  }

  public static Path reviews() {
    return train("reviews", "smoke/sentiment-classification-rnn", "training.epochs=1");
  }

  public static Path people() {
    return train("people", "smoke/single-step-classification-gru", "training.epochs=1");
  }

  /** Of the same task as people. */
  public static Path rows() {
    return train("rows", "smoke/single-step-classification-gru", "training.epochs=2");
  }

  /** A character language model of more than a few characters. */
  public static Path weather() {
    return train("weather", "smoke/character-language-model-gru", "training.epochs=1");
  }

  public static Path numbers() {
    return train("numbers", "smoke/translation-gru", "training.epochs=1", "task.beam-width=3");
  }

  /** A translation by an encoder and a decoder that looks at what was read. */
  public static Path aligned() {
    return train(
        "aligned",
        "smoke/translation-gru",
        "training.epochs=1",
        "task.topology=encoder-decoder",
        "network.decoder.attention=additive",
        "network.units=16");
  }

  public static Path tags() {
    return train("tags", "smoke/frame-tags-lstm", "training.epochs=1");
  }

  public static Path walks() {
    return train("walks", "smoke/frame-steps-gru", "training.epochs=1");
  }

  public static Path scenes() {
    return train(
        "scenes",
        "smoke/image-captioning-gru",
        "training.epochs=1",
        "task.images.count=40",
        "task.images.validation-count=8",
        "task.images.test-count=8");
  }

  public static Path clips() {
    String clip = CommandLineRun.project("data/clips/clip-0").toString();
    return train(
        "clips",
        "smoke/frame-labeling-rnn",
        "training.epochs=1",
        "task.frames.moved-copies=0",
        "task.frames.longest-move=null",
        "task.train=[\"" + clip + "[0-3].mp4\"]",
        "task.validation=[\"" + clip + "4.mp4\"]",
        "task.test=[]");
  }

  /** A copy to be changed. */
  public static Path copy(Path run, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  public static List<Path> all() {
    return List.of(
        hello(), reviews(), people(), numbers(), aligned(), tags(), walks(), scenes(), clips());
  }
}
