package unroll.packing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import unroll.data.Sha256;

/**
 * What goes into an experiment's jar, as it lies on this machine.
 *
 * @param main the configuration or the run folder, among the files
 * @param files by their names in the jar
 * @param data files of data sets that stay outside, by their names {@code SET/FILE}
 */
record Contents(
    String name,
    PackedExperiment.Content content,
    String main,
    SortedMap<String, Path> files,
    SortedMap<String, Path> data) {

  PackedExperiment describe(String version, String commit) {
    return new PackedExperiment(
        PackedExperiment.FORMAT,
        name,
        content,
        main,
        version,
        commit,
        described(files),
        described(data));
  }

  private static List<PackedFile> described(SortedMap<String, Path> files) {
    List<PackedFile> described = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try {
        described.add(
            new PackedFile(
                file.getKey(), Files.size(file.getValue()), Sha256.ofFile(file.getValue())));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot read %s: %s".formatted(file.getValue(), e.getMessage()), e);
      }
    }
    return described;
  }
}
