package unroll.packing;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.experiment.ExperimentConfig;
import unroll.task.Task;

/**
 * A configuration and the files it reads, in folders that lie to each other as they do now, so that
 * the configuration finds them unchanged.
 */
final class ConfigContents {
  private final Path config;
  private final DataRoot root;
  private final Set<Path> ofDataSets = new HashSet<>();

  /**
   * @param config the YAML file
   */
  ConfigContents(Path config, DataRoot root) {
    this.config = config.toAbsolutePath().normalize();
    this.root = root;
  }

  /**
   * @throws UserException if the configuration or its data is wrong, or a file has no name that
   *     means the same on another machine
   */
  Contents collect() {
    ExperimentConfig experiment = ExperimentConfig.read(config, List.of());
    SortedMap<String, Path> data = new TreeMap<>();
    Set<Path> own = new TreeSet<>(Set.of(config));
    for (Path read : filesOf(experiment)) {
      Path file = read.toAbsolutePath().normalize();
      if (ofDataSets.stream().anyMatch(file::startsWith)) {
        Path set = root.folder().toAbsolutePath().normalize();
        data.put(slashed(set.relativize(file)), file);
      } else {
        own.add(file);
      }
    }
    Path ancestor = commonFolder(own);
    SortedMap<String, Path> files = new TreeMap<>();
    own.forEach(file -> files.put(slashed(ancestor.relativize(file)), file));
    return new Contents(
        experiment.name(),
        PackedExperiment.Content.CONFIG,
        slashed(ancestor.relativize(config)),
        files,
        data);
  }

  private List<Path> filesOf(ExperimentConfig experiment) {
    if (!experiment.task().isCrossValidated()) {
      return experiment.load(this::find).files();
    }
    List<Path> files = new ArrayList<>();
    for (Task fold : experiment.task().folds(this::find).values()) {
      files.addAll(fold.load(this::find, experiment.training()).files());
    }
    return files;
  }

  private Path find(String reference) {
    Path found = root.resolve(reference, config.getParent());
    if (reference.startsWith(DataRoot.PREFIX)) {
      ofDataSets.add(found.toAbsolutePath().normalize());
    } else if (isAbsolute(reference)) {
      throw new UserException(
          "%s: names %s by an absolute path, which is another file elsewhere; expected a relative"
                  .formatted(config, reference)
              + " path or data:SET/FILE");
    }
    return found;
  }

  private static boolean isAbsolute(String reference) {
    try {
      return Path.of(reference).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path commonFolder(Set<Path> files) {
    Path common = null;
    for (Path file : files) {
      common = common == null ? file.getParent() : common;
      while (common != null && !file.startsWith(common)) {
        common = common.getParent();
      }
    }
    if (common == null) {
      throw new UserException("the configuration and its data lie on different drives");
    }
    return common;
  }

  static String slashed(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }
}
