package unroll.packing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.data.Sha256;

/**
 * What an experiment's jar says of itself.
 *
 * @param format of this description
 * @param name of the experiment
 * @param content what was packed
 * @param main the configuration or the run folder, among the files
 * @param version of the program that packed it
 * @param commit of that program
 * @param files all there are
 * @param data files of data sets that it reads and does not hold, {@code SET/FILE}
 */
public record PackedExperiment(
    int format,
    String name,
    Content content,
    String main,
    String version,
    String commit,
    List<PackedFile> files,
    List<PackedFile> data) {
  /** Where the description lies in the jar. */
  public static final String RESOURCE = "unroll-experiment/experiment.json";

  /** Where the files lie in the jar, in front of their names. */
  public static final String FILES = "unroll-experiment/files/";

  static final int FORMAT = 1;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*");
  private static final int MOST_FILES = 100_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** What was packed. */
  public enum Content {
    /** A configuration, to be trained. */
    CONFIG,
    /** A trained run. */
    RUN
  }

  byte[] json() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an experiment cannot be described", e);
    }
  }

  /**
   * @throws UserException if it is damaged, or of a newer program
   */
  static PackedExperiment read(byte[] json) {
    PackedExperiment experiment;
    try {
      experiment = JSON.readValue(json, PackedExperiment.class);
    } catch (IOException e) {
      throw new UserException(RESOURCE + ": damaged: " + e.getMessage(), e);
    }
    if (experiment == null || experiment.format != FORMAT) {
      throw new UserException(
          "%s: expected format %d, found %s; this program cannot open it"
              .formatted(RESOURCE, FORMAT, experiment == null ? "nothing" : experiment.format));
    }
    experiment.requireWhole();
    return experiment;
  }

  /**
   * Figures on other data would pass for those of the experiment.
   *
   * @throws UserException if a file of a data set is missing, or not what was packed
   */
  public void requireSameData(DataRoot root) {
    for (PackedFile file : data) {
      Path found = root.resolve(DataRoot.PREFIX + file.name(), Path.of(""));
      if (!Sha256.ofFile(found).equals(file.sha256())) {
        throw new UserException(
            found + ": not the data this experiment was packed for (its SHA-256 is another)");
      }
    }
  }

  private void requireWhole() {
    boolean isWhole =
        name != null
            && NAME.matcher(name).matches()
            && content != null
            && main != null
            && files != null
            && data != null;
    if (!isWhole || files.size() > MOST_FILES || data.size() > MOST_FILES) {
      throw new UserException(RESOURCE + ": name, content, main, files or data is missing");
    }
    Set<String> names = new HashSet<>();
    for (PackedFile file : files) {
      if (file == null || !file.isSafe() || !names.add(file.name().toLowerCase(Locale.ROOT))) {
        throw new UserException(
            "%s: a file that cannot be unpacked: %s"
                .formatted(RESOURCE, file == null ? null : file.name()));
      }
    }
    for (PackedFile file : data) {
      if (file == null || !file.isSafe()) {
        throw new UserException(RESOURCE + ": a data file without a name or SHA-256");
      }
    }
    String inMain = content == Content.RUN ? main + "/config.yaml" : main;
    if (files.stream().noneMatch(file -> file.name().equals(inMain))) {
      throw new UserException("%s: %s is not among the files".formatted(RESOURCE, main));
    }
  }
}
