package unroll.experiment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import unroll.config.ConfigDifference;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.DataRoot;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.task.Predictor;

/**
 * Runs whose best models answer together, by the mean of their probabilities (an ensemble). What is
 * read, and how answers are searched for, is the first one's.
 */
public final class JoinedRuns {
  /** What a run keeps so that new inputs are read as its training data was. */
  private static final Pattern PREPARATION =
      Pattern.compile("(source-|target-)?(vocabulary|merges|labels|classes)\\.txt|columns\\.json");

  /** Keys that say what inputs and outputs are; lengths aside. */
  private static final Pattern MEANING =
      Pattern.compile(
          "task\\.(topology|patches|reversed-source|feed|padding|lowercase|(source|target)\\.(?!max-).*)");

  private final FinishedRun first;
  private final List<FinishedRun> others;

  /**
   * @param others none: the first answers alone
   * @throws UserException naming the file or the key in which one of them differs
   */
  public JoinedRuns(FinishedRun first, List<FinishedRun> others) {
    this.first = first;
    this.others = List.copyOf(others);
    Set<Path> known = new TreeSet<>(Set.of(place(first)));
    for (FinishedRun other : others) {
      if (!known.add(place(other))) {
        throw new UserException(other.folder() + ": given twice");
      }
      requireSameTask(other);
      requireSamePreparation(other);
    }
  }

  private static Path place(FinishedRun run) {
    return run.folder().toAbsolutePath().normalize();
  }

  private void requireSameTask(FinishedRun other) {
    String task = Words.typeName(first.config().task().getClass());
    String found = Words.typeName(other.config().task().getClass());
    if (!task.equals(found)) {
      throw new UserException(
          "%s: a %s run; expected one of %s, as %s is"
              .formatted(other.folder(), found, task, first.folder()));
    }
    for (String key : ConfigDifference.keys(first.config(), other.config())) {
      if (MEANING.matcher(key).matches()) {
        throw new UserException(
            "%s: another %s than in %s; models that answer together must read and write the same"
                .formatted(other.folder(), key, first.folder()));
      }
    }
  }

  private void requireSamePreparation(FinishedRun other) {
    Set<String> names = preparation(first);
    names.addAll(preparation(other));
    for (String name : names) {
      Path own = first.folder().resolve(name);
      Path others = other.folder().resolve(name);
      if (!isSame(own, others)) {
        throw new UserException(
            "%s: not the same as %s; models that answer together must read and write the same"
                .formatted(others, own));
      }
    }
  }

  private static Set<String> preparation(FinishedRun run) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run.folder())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (PREPARATION.matcher(name).matches()) {
          names.add(name);
        }
      }
    } catch (IOException e) {
      throw new UserException(run.folder() + ": cannot be read: " + e.getMessage(), e);
    }
    return names;
  }

  private static boolean isSame(Path own, Path other) {
    try {
      return Files.isRegularFile(own)
          && Files.isRegularFile(other)
          && Files.mismatch(own, other) < 0;
    } catch (IOException e) {
      throw new UserException(other + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * What answers new inputs.
   *
   * @throws UserException if a file of a run is missing or damaged, or the task does not join
   *     answers
   */
  public Predictor predictor() {
    return first.config().task().predictor(models(), first.folder());
  }

  /** One after the other, the first one's first. */
  private List<RecurrentNetwork> models() {
    List<RecurrentNetwork> models = new ArrayList<>(List.of(first.model()));
    others.forEach(other -> models.add(other.model()));
    return models;
  }

  /**
   * The figures on a split; no file of the runs is written.
   *
   * @param split training, validation or test; empty: the last of them that there is
   * @throws UserException if there is no such split, the data is not what a run was trained on, or
   *     the split of one is not that of the first, so that it may have learned from it
   */
  public Scored evaluate(DataRoot root, Optional<String> split) {
    HeldOut heldOut = first.heldOut(root, split);
    for (FinishedRun other : others) {
      HeldOut its = other.heldOut(root, Optional.of(heldOut.split()));
      if (!heldOut.isSameAs(its)) {
        throw new UserException(
            "%s: its %s split is not that of %s, so it may have learned from it; splits that are drawn follow from training.seed"
                .formatted(other.folder(), heldOut.split(), first.folder()));
      }
    }
    List<RecurrentNetwork> models = models();
    for (int i = 0; i < models.size(); i++) {
      Path folder = i == 0 ? first.folder() : others.get(i - 1).folder();
      ModelFit.require(models.get(i), heldOut.data().shape(), folder);
    }
    return new Scored(heldOut.split(), heldOut.data().score(models, heldOut.plan()));
  }
}
