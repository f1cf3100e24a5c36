package unroll.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import unroll.training.WorkerState;

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
  private static final String OTHER_STATES = "other-recurrent-states.bin";

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
      WorkerState.RandomState random,
      int[] ownPredictions,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OtherWorker> otherWorkers,
      double seconds) {

    Training {
      otherWorkers = otherWorkers == null ? List.of() : otherWorkers;
    }

    static Training of(Snapshot snapshot) {
      List<WorkerState> workers = snapshot.workers();
      return new Training(
          snapshot.state(),
          snapshot.interval(),
          workers.get(0).random(),
          workers.get(0).ownPredictions(),
          workers.stream()
              .skip(1)
              .map(worker -> new OtherWorker(worker.random(), worker.ownPredictions()))
              .toList(),
          snapshot.seconds());
    }

    Snapshot snapshot(List<CarriedState> recurrentStates) {
      List<WorkerState> workers = new ArrayList<>();
      workers.add(new WorkerState(random, ownPredictions, recurrentStates.get(0)));
      for (int i = 0; i < otherWorkers.size(); i++) {
        OtherWorker other = otherWorkers.get(i);
        workers.add(
            new WorkerState(other.random(), other.ownPredictions(), recurrentStates.get(i + 1)));
      }
      return new Snapshot(state, interval, workers, seconds);
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
          && areLabels(ownPredictions, labels)
          && otherWorkers.stream()
              .allMatch(
                  other ->
                      other != null
                          && other.random() != null
                          && areLabels(other.ownPredictions(), labels));
    }

    private static boolean areLabels(int[] predictions, long labels) {
      return Arrays.stream(predictions == null ? new int[0] : predictions)
          .allMatch(label -> label >= 0 && label < labels);
    }
  }

  /** A worker after the first, without its recurrent state. */
  private record OtherWorker(WorkerState.RandomState random, int[] ownPredictions) {}

  void save(RecurrentNetwork network, Snapshot snapshot) {
    Path file = folder.resolve("checkpoint-" + snapshot.state().step() + ".zip");
    try {
      Map<String, byte[]> more = new TreeMap<>();
      more.put(TRAINING, JSON.writeValueAsBytes(Training.of(snapshot)));
      more.put(RECURRENT_STATE, snapshot.workers().get(0).recurrentState().toBytes());
      if (snapshot.workers().size() > 1) {
        more.put(OTHER_STATES, otherStates(snapshot.workers()));
      }
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
      List<CarriedState> carried = new ArrayList<>();
      carried.add(CarriedState.read(file.toString(), recurrent));
      if (!training.otherWorkers().isEmpty()) {
        carried.addAll(
            otherStates(file, content.more().get(OTHER_STATES), training.otherWorkers().size()));
      }
      return new Checkpoint(content.network(), training.snapshot(carried));
    } catch (IOException e) {
      throw new UserException(file + ": not a checkpoint: " + e.getMessage(), e);
    }
  }

  /** What workers after the first carry, each with its length before it. */
  private static byte[] otherStates(List<WorkerState> workers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (WorkerState worker : workers.subList(1, workers.size())) {
      byte[] state = worker.recurrentState().toBytes();
      out.writeInt(state.length);
      out.write(state);
    }
    return bytes.toByteArray();
  }

  private static List<CarriedState> otherStates(Path file, byte[] bytes, int count)
      throws IOException {
    List<CarriedState> states = new ArrayList<>();
    ByteBuffer left = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    while (states.size() < count) {
      int length = left.remaining() < Integer.BYTES ? -1 : left.getInt();
      if (length < 0 || length > left.remaining()) {
        throw new UserException(
            file + ": not a checkpoint: " + OTHER_STATES + " is not of " + count + " workers");
      }
      byte[] state = new byte[length];
      left.get(state);
      states.add(CarriedState.read(file.toString(), state));
    }
    return states;
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
