package unroll.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unroll.config.ConfigReader;
import unroll.data.DataRoot;
import unroll.experiment.ExistingRun;
import unroll.experiment.Experiment;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.StoppingObserver;
import unroll.training.DivergedException;

/**
 * Runs that were stopped, and of whose folder one file is not what it was, or one entry of a
 * checkpoint with its SHA-256 made right again: they go on to their end.
 */
final class ResumeFamily implements FuzzFamily {
  private static final String CHECKPOINT = "checkpoint-3.zip";
  private static final List<String> ENTRIES = List.of("training.json", "recurrent-state.bin");
  private static final ExperimentConfig CONFIG =
      new ConfigReader<>(ExperimentConfig.class)
          .readText(
              "fuzz",
              "{name: fuzz, task: {type: character-language-model, file: text.txt},"
                  + " network: {cell: lstm, units: 3, dropout: 0.1}, training: {epochs: 2,"
                  + " sequence-length: 4, batch-size: 2, feeding: free-running}}");

  private final Path folder;
  private final Path run;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> names;

  ResumeFamily(Path folder) throws IOException {
    this.folder = folder;
    this.run = folder.resolve("input-run");
    Files.writeString(folder.resolve("text.txt"), "abcabbacbacab".repeat(5));
    train(3);
    try (Stream<Path> all = Files.list(run)) {
      for (Path file : all.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    Map<String, byte[]> entries = ModelFamily.entries(files.get(CHECKPOINT));
    ENTRIES.forEach(entry -> files.put(entry, entries.get(entry)));
    this.names = List.copyOf(files.keySet());
  }

  private void train(int steps) {
    new Experiment(CONFIG, folder, new DataRoot(folder))
        .train(run, ExistingRun.RESUMED, new StoppingObserver(steps));
  }

  @Override
  public List<byte[]> seeds() {
    return IntStream.range(0, names.size())
        .mapToObj(chosen -> input(chosen, files.get(names.get(chosen))))
        .toList();
  }

  @Override
  public byte[] input(Random random) {
    // Mostly what the checkpoint says, which nothing else holds against anything.
    int chosen =
        random.nextInt(3) > 0
            ? names.size() - 1 - random.nextInt(ENTRIES.size())
            : random.nextInt(names.size());
    return input(chosen, new Mutator(random).mutate(List.of(files.get(names.get(chosen)))));
  }

  /** The first byte says which file. */
  private static byte[] input(int chosen, byte[] content) {
    byte[] input = new byte[1 + content.length];
    input[0] = (byte) chosen;
    System.arraycopy(content, 0, input, 1, content.length);
    return input;
  }

  @Override
  public void read(byte[] input) throws IOException {
    restore();
    String name = names.get(input[0]);
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    if (ENTRIES.contains(name)) {
      Map<String, byte[]> entries = ModelFamily.entries(files.get(CHECKPOINT));
      entries.put(name, content);
      byte[] zip = ModelFamily.zip(entries);
      Files.write(run.resolve(CHECKPOINT), zip);
      Files.writeString(run.resolve(CHECKPOINT + ".sha256"), sha256(zip) + "  " + CHECKPOINT);
    } else {
      Files.write(run.resolve(name), content);
    }
    try {
      train(Integer.MAX_VALUE);
    } catch (DivergedException e) {
      // Numbers out of all proportion may end a training as they always do, in more than a line.
      requireDiagnosis(e);
    }
  }

  private static void requireDiagnosis(DivergedException e) {
    if (!e.getMessage().startsWith("step ")) {
      throw new IllegalStateException("no diagnosis", e);
    }
  }

  private void restore() throws IOException {
    try (Stream<Path> all = Files.list(run)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!ENTRIES.contains(file.getKey())) {
        Files.write(run.resolve(file.getKey()), file.getValue());
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isAnswer(Throwable thrown) {
    boolean isOldRow =
        thrown instanceof UncheckedIOException && thrown.getMessage().contains("metrics.csv");
    return FuzzFamily.super.isAnswer(thrown) || isOldRow;
  }
}
