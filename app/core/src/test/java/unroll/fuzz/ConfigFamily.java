package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import unroll.experiment.ExperimentConfig;

/** Configuration files. */
final class ConfigFamily implements FuzzFamily {
  private final List<byte[]> seeds =
      List.of(
          FuzzData.project("app/configs/hello.yaml"),
          FuzzData.project("app/configs/reference.yaml"),
          FuzzData.project("app/configs/smoke/single-step-classification-gru.yaml"),
          FuzzData.project("app/configs/smoke/frame-labeling-gru.yaml"),
          FuzzData.project("app/configs/smoke/image-captioning-gru.yaml"),
          FuzzData.project("app/configs/translation/dates.yaml"));
  private final Path file;

  ConfigFamily(Path folder) {
    this.file = folder.resolve("input.yaml");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public byte[] input(Random random) {
    return random.nextInt(4) == 0
        ? FuzzData.text(document(random, 0))
        : FuzzFamily.super.input(random);
  }

  /** YAML out of its grammar. */
  private static String document(Random random, int depth) {
    int size = random.nextInt(4);
    StringBuilder text = new StringBuilder();
    switch (depth > 6 ? 9 : random.nextInt(10)) {
      case 0, 1, 2 -> {
        for (int i = 0; i <= size; i++) {
          text.append(word(random)).append(": ").append(document(random, depth + 1)).append(", ");
        }
        return "{" + text + "}";
      }
      case 3, 4 -> {
        for (int i = 0; i <= size; i++) {
          text.append(document(random, depth + 1)).append(", ");
        }
        return "[" + text + "]";
      }
      case 5 -> {
        return "&" + (char) ('a' + size) + " " + document(random, depth + 1);
      }
      case 6 -> {
        return "*" + (char) ('a' + size);
      }
      case 7 -> {
        return "\"" + "\\u00e9".repeat(size) + "\\x41\"";
      }
      default -> {
        return word(random);
      }
    }
  }

  private static String word(Random random) {
    List<String> words =
        List.of(
            "name",
            "task",
            "type",
            "network",
            "training",
            "character-language-model",
            "text",
            "units",
            "12",
            "-3.5e4",
            "null",
            "true",
            "lstm",
            "optimizer",
            "adam",
            "!!map",
            "? x",
            "<<",
            "'it''s'",
            "~",
            "frames",
            "tables",
            "train",
            "a b");
    return words.get(random.nextInt(words.size()));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    ExperimentConfig.read(file, List.of());
  }
}
