package unroll.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.Sha256;
import unroll.network.CarriedState;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;
import unroll.training.IntervalSums;
import unroll.training.Snapshot;
import unroll.training.TrainingState;

/**
 * The checkpoints in a run folder: {@code checkpoint-STEP.zip}, a model with all that is needed to
 * go on, and beside it its SHA-256 as {@code sha256sum} writes it. The two newest are kept, so that
 * there is one whatever happens to the other.
 */
final class CheckpointFiles {
  private static final int KEPT = 2;
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,10})\\.zip");
  private static final String CHECKSUM = ".sha256";
  private static final int LONGEST_CHECKSUM = 200;
  private static final String TRAINING = "training.json";
  private static final String RECURRENT_STATE = "recurrent-state.bin";

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  private final Path folder;

  CheckpointFiles(Path folder) {
    this.folder = folder;
  }

  /** A snapshot without its arrays. */
  private record Training(
      TrainingState state,
      IntervalSums interval,
      Snapshot.RandomState random,
      int[] ownPredictions,
      double seconds) {

    Snapshot snapshot(CarriedState recurrentState) {
      return new Snapshot(state, interval, random, ownPredictions, recurrentState, seconds);
    }

    /** Whether a training can have been here, as far as one can tell without its data. */
    boolean isPossible(long labels) {
      return state != null
          && state.position() != null
          && interval != null
          && random != null
          && state.step() >= 0
          && state.position().epoch() >= 0
          && state.position().batch() >= 0
          && Arrays.stream(ownPredictions == null ? new int[0] : ownPredictions)
              .allMatch(label -> label >= 0 && label < labels);
    }
  }

  void save(RecurrentNetwork network, Snapshot snapshot) {
    Training training =
        new Training(
            snapshot.state(),
            snapshot.interval(),
            snapshot.random(),
            snapshot.ownPredictions(),
            snapshot.seconds());
    Path file = folder.resolve("checkpoint-" + snapshot.state().step() + ".zip");
    try {
      Map<String, byte[]> more =
          Map.of(
              TRAINING,
              JSON.writeValueAsBytes(training),
              RECURRENT_STATE,
              snapshot.recurrentState().toBytes());
      AtomicFile.write(file, out -> ModelFile.write(network, true, more, out));
      // Without it the file beside does not count, so the pair is there whole or not at all.
      String line = Sha256.ofFile(file) + "  " + file.getFileName() + "\n";
      AtomicFile.write(checksum(file), line.getBytes(StandardCharsets.UTF_8));
      for (Path old : newestFirst().skip(KEPT).toList()) {
        delete(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The newest that is whole.
   *
   * @param warnings is told of newer ones that are not
   */
  Optional<Checkpoint> newest(Consumer<String> warnings) {
    for (Path file : newestFirst().toList()) {
      try {
        return Optional.of(read(file));
      } catch (UserException e) {
        warnings.accept(e.getMessage() + "; looking for the checkpoint before");
      }
    }
    return Optional.empty();
  }

  void deleteAll() throws IOException {
    for (Path file : newestFirst().toList()) {
      delete(file);
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(checksum(file));
    Files.deleteIfExists(file);
  }

  private Stream<Path> newestFirst() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointFiles::step).reversed())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private static Path checksum(Path file) {
    return file.resolveSibling(file.getFileName() + CHECKSUM);
  }

  private static Checkpoint read(Path file) {
    requireWhole(file);
    ModelFile.Content content = ModelFile.read(file);
    Training training;
    try {
      byte[] json = content.more().get(TRAINING);
      byte[] recurrent = content.more().get(RECURRENT_STATE);
      if (json == null || recurrent == null) {
        throw new UserException(file + ": not a checkpoint: " + TRAINING + " is missing");
      }
      training = JSON.readValue(json, Training.class);
      if (training == null || !training.isPossible(content.network().outputSize())) {
        throw new UserException(file + ": not a checkpoint: what " + TRAINING + " says cannot be");
      }
      return new Checkpoint(
          content.network(), training.snapshot(CarriedState.read(file.toString(), recurrent)));
    } catch (IOException e) {
      throw new UserException(file + ": not a checkpoint: " + e.getMessage(), e);
    }
  }

  private static void requireWhole(Path file) {
    String expected;
    try (InputStream in = Files.newInputStream(checksum(file))) {
      String line = new String(in.readNBytes(LONGEST_CHECKSUM), StandardCharsets.UTF_8);
      expected = line.strip().split("\\s+", 2)[0];
    } catch (IOException e) {
      throw new UserException(file + ": its SHA-256 is missing, so it was not written whole", e);
    }
    if (!Sha256.ofFile(file).equals(expected)) {
      throw new UserException(file + ": damaged (its SHA-256 is another)");
    }
  }
}
