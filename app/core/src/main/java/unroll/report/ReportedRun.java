package unroll.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.Alignment;
import unroll.data.AlignmentTable;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.FinishedRun;
import unroll.experiment.Provenance;
import unroll.experiment.RunFigures;
import unroll.experiment.RunResult;

/**
 * All that a report says of one run.
 *
 * @param label what it is called, like no other run of the report
 * @param result empty while it is still training
 * @param confusions by split
 * @param examples by split
 * @param alignments of the first sentences of splits, where something was looked at
 * @param lengths figures by length, by split
 * @param folds the runs of a cross-validation
 */
record ReportedRun(
    String label,
    ExperimentConfig config,
    Optional<RunResult> result,
    Optional<RunFigures> metrics,
    Optional<RunFigures> times,
    Optional<Provenance> provenance,
    Map<String, Confusion> confusions,
    Map<String, Examples> examples,
    Map<String, List<Alignment>> alignments,
    Map<String, LengthFigures> lengths,
    List<ReportedRun> folds) {

  private static final List<String> SPLITS = List.of("training", "validation", "test");
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFE\\uFFFF]");
  private static final int MOST_RUNS = 50;
  private static final int MOST_EXAMPLES = 50;

  /**
   * @throws UserException if a folder is no run or one of its files is damaged
   */
  static List<ReportedRun> readAll(List<Path> folders) {
    if (folders.size() > MOST_RUNS) {
      throw new UserException(
          "%d run folders; expected at most %d".formatted(folders.size(), MOST_RUNS));
    }
    Set<Path> known = new LinkedHashSet<>();
    for (Path folder : folders) {
      if (!known.add(folder.toAbsolutePath().normalize())) {
        throw new UserException(folder + ": given twice");
      }
    }
    List<String> names = known.stream().map(ReportedRun::name).toList();
    List<ReportedRun> runs = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      String name = names.get(i);
      boolean isOnly = names.stream().filter(name::equals).count() == 1;
      FinishedRun run = FinishedRun.open(folders.get(i));
      runs.add(read(isOnly ? name : plain(folders.get(i).toString()), run));
    }
    return runs;
  }

  private static String name(Path folder) {
    return plain(
        folder.getFileName() == null ? folder.toString() : folder.getFileName().toString());
  }

  /** A folder's name may hold what no picture and no page can. */
  private static String plain(String name) {
    return UNSEEN
        .matcher(name)
        .replaceAll(found -> "u%04x".formatted(found.group().codePointAt(0)));
  }

  private static ReportedRun read(String label, FinishedRun run) {
    // The folds of a fold, which only a stranger's folder has, are not looked at.
    List<ReportedRun> folds =
        run.folds().stream()
            .map(fold -> readOne(label + "/" + name(fold.folder()), fold, List.of()))
            .toList();
    return readOne(label, run, folds);
  }

  private static ReportedRun readOne(String label, FinishedRun run, List<ReportedRun> folds) {
    Map<String, Confusion> confusions = new LinkedHashMap<>();
    Map<String, Examples> examples = new LinkedHashMap<>();
    Map<String, List<Alignment>> alignments = new LinkedHashMap<>();
    Map<String, LengthFigures> lengths = new LinkedHashMap<>();
    for (String split : SPLITS) {
      run.table(split, "confusion")
          .ifPresent(table -> confusions.put(split, Confusion.read(table)));
      run.table(split, "predictions")
          .ifPresent(table -> examples.put(split, Examples.read(table, MOST_EXAMPLES)));
      run.table(split, AlignmentTable.NAME)
          .map(ReportedAlignments::read)
          .filter(some -> !some.isEmpty())
          .ifPresent(some -> alignments.put(split, some));
      run.table(split, "by-length")
          .ifPresent(table -> lengths.put(split, LengthFigures.read(table)));
    }
    return new ReportedRun(
        label,
        run.config(),
        run.result(),
        run.metrics(),
        run.times(),
        run.provenance(),
        confusions,
        examples,
        alignments,
        lengths,
        folds);
  }

  /** The run itself, or the folds of a cross-validation. */
  Stream<ReportedRun> trained() {
    return folds.isEmpty() ? Stream.of(this) : folds.stream();
  }

  /** The word of its task. */
  String task() {
    return Words.typeName(config.task().getClass());
  }

  /** Why it ended, or that it has not. */
  String state() {
    if (result.isEmpty()) {
      return "still training, or stopped";
    }
    return result.get().ending().orElse("cross-validated");
  }
}
