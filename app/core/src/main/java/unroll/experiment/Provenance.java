package unroll.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.ConfigWriter;
import unroll.config.UserException;
import unroll.data.Sha256;
import unroll.network.ComputeThreads;
import unroll.training.Division;

/**
 * Where a run's figures come from: program, machine, configuration and data. It is enough to repeat
 * the run.
 *
 * @param division how the training was divided among workers; null: not at all
 * @param config the whole configuration, as YAML
 * @param data every data file that was read, in that order
 * @param sessions every time a process worked on the run
 */
public record Provenance(
    String version,
    String commit,
    String java,
    String system,
    int processors,
    String backend,
    int threads,
    @JsonInclude(JsonInclude.Include.NON_NULL) Division division,
    long seed,
    List<DataFile> data,
    List<Session> sessions,
    String config) {

  private static final String BUILD = "/unroll/build.properties";
  private static final int LARGEST_FILE = 1 << 24;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** One data file, as it was when the run began. */
  public record DataFile(String file, String sha256) {}

  /**
   * A process that worked on the run.
   *
   * @param started when, in UTC
   * @param step the optimizer step it went on from; 0: it began
   * @param seconds wall time until the result, null if it did not come to one
   */
  public record Session(String started, int step, Double seconds) {}

  /**
   * What the program was built from.
   *
   * @param natives names the versions and the platform of its native libraries
   */
  public record Build(String version, String commit, String natives) {
    /** Reads what the build wrote into the jar. */
    public static Build read() {
      Properties properties = new Properties();
      try (InputStream in = Provenance.class.getResourceAsStream(BUILD)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException(BUILD + " is missing from the program", e);
      }
      return new Build(
          properties.getProperty("version"),
          properties.getProperty("commit"),
          properties.getProperty("natives"));
    }
  }

  /** Of a run that begins now. */
  static Provenance of(ExperimentConfig config, List<Path> dataFiles, Division division) {
    Build build = Build.read();
    return new Provenance(
        build.version(),
        build.commit(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Nd4j.getBackend().getClass().getSimpleName(),
        ComputeThreads.count(),
        division.isLike(Division.NONE) ? null : division,
        config.training().seed(),
        hashed(dataFiles),
        List.of(now(0)),
        ConfigWriter.write(config));
  }

  private static Session now(int step) {
    return new Session(Instant.now().toString(), step, null);
  }

  private static List<DataFile> hashed(List<Path> files) {
    Map<Path, String> known = new HashMap<>();
    return files.stream()
        .map(file -> new DataFile(file.toString(), known.computeIfAbsent(file, Sha256::ofFile)))
        .toList();
  }

  /**
   * @throws UserException if the file is missing, damaged or something else
   */
  public static Provenance read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(LARGEST_FILE + 1);
      if (json.length > LARGEST_FILE) {
        throw new UserException(file + ": too large for a provenance.json");
      }
      Provenance provenance = JSON.readValue(json, Provenance.class);
      if (provenance == null
          || provenance.config == null
          || provenance.data == null
          || provenance.sessions == null
          || provenance.data.contains(null)
          || provenance.sessions.isEmpty()
          || provenance.sessions.contains(null)) {
        throw new UserException(
            file + ": not a provenance.json of this program: config, data or sessions is missing");
      }
      return provenance;
    } catch (IOException e) {
      throw new UserException(file + ": missing, unreadable or damaged: " + e.getMessage(), e);
    }
  }

  /** The same run, on which a process goes on now. */
  Provenance goingOn(int step, ExperimentConfig newConfig) {
    List<Session> all = new ArrayList<>(sessions);
    all.add(now(step));
    return with(all, ConfigWriter.write(newConfig));
  }

  /** The same run with the time that the newest session took to its end. */
  Provenance finished(double seconds) {
    List<Session> all = new ArrayList<>(sessions);
    Session last = all.remove(all.size() - 1);
    all.add(new Session(last.started(), last.step(), seconds));
    return with(all, config);
  }

  private Provenance with(List<Session> newSessions, String newConfig) {
    return new Provenance(
        version,
        commit,
        java,
        system,
        processors,
        backend,
        threads,
        division,
        seed,
        data,
        newSessions,
        newConfig);
  }

  /**
   * Figures of other data would pass for those of the run.
   *
   * @param files what was read now, in that order
   * @throws UserException if it is not what the run was trained on
   */
  void requireSameData(List<Path> files) {
    List<DataFile> found = hashed(files);
    for (int i = 0; i < Math.max(found.size(), data.size()); i++) {
      String name = (i < found.size() ? found.get(i) : data.get(i)).file();
      if (i >= found.size()
          || i >= data.size()
          || !found.get(i).sha256().equals(data.get(i).sha256())) {
        throw new UserException(
            name + ": not the data this run was trained on (its SHA-256 is another)");
      }
    }
  }

  /**
   * Other workers, or other rounds, would come to another end.
   *
   * @throws UserException if the run was divided otherwise
   */
  void requireSameDivision(Path run, Division other) {
    if (!dividedAs().isLike(other)) {
      throw new UserException(
          "%s: was begun with %s; it can go on only so, not with %s"
              .formatted(run, dividedAs(), other));
    }
  }

  /** How the training was divided among workers. */
  public Division dividedAs() {
    return division == null ? Division.NONE : division;
  }

  /** What is not as it was, by which figures may differ in the last digits or more: a line each. */
  public List<String> differencesFrom(Provenance other) {
    List<String> lines = new ArrayList<>();
    compare(lines, "program", version + " " + commit, other.version + " " + other.commit);
    compare(lines, "Java", java, other.java);
    compare(lines, "system", system, other.system);
    compare(lines, "backend", backend, other.backend);
    compare(lines, "threads", threads, other.threads);
    compare(lines, "workers", dividedAs(), other.dividedAs());
    return lines;
  }

  private static void compare(List<String> lines, String what, Object here, Object there) {
    if (!Objects.equals(here, there)) {
      lines.add("%s: %s here, %s there".formatted(what, here, there));
    }
  }
}
