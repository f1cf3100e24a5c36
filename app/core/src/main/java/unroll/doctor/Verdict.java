package unroll.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import unroll.backend.Backend;
import unroll.config.Words;

/**
 * What the trials come to.
 *
 * @param sentence null if none of them trained
 * @param findings on trials that failed, and a backend that is not the fastest
 */
record Verdict(String sentence, List<Finding> findings) {
  /** Below it two times are the same. */
  private static final double SAME = 1.1;

  static Verdict of(BackendFacts backend, List<Trial> trials) {
    List<Finding> findings = new ArrayList<>();
    trials.stream()
        .filter(trial -> trial.failure() != null)
        .forEach(trial -> findings.add(failed(trial)));
    List<Trial> timed =
        trials.stream()
            .filter(trial -> trial.secondsAStep() != null)
            .sorted(Comparator.comparingDouble(Trial::secondsAStep))
            .toList();
    if (timed.isEmpty()) {
      return new Verdict(null, findings);
    }
    Trial first = timed.get(0);
    if (timed.size() == 1) {
      String sentence = "an optimizer step takes %s on %s".formatted(time(first), word(first));
      String alone = backend.available().size() == 1 ? ", the one backend that works here" : "";
      return new Verdict(sentence + alone, findings);
    }
    Trial second = timed.get(1);
    double ratio = second.secondsAStep() / first.secondsAStep();
    String both =
        "an optimizer step takes %s on %s and %s on %s"
            .formatted(time(first), word(first), time(second), word(second));
    if (ratio < SAME) {
      return new Verdict(both + ": no difference to speak of", findings);
    }
    String faster = String.format(Locale.ROOT, "%s is %.1f times as fast", word(first), ratio);
    if (backend.used() != null && backend.used() != first.backend()) {
      findings.add(
          Finding.warning(
              faster + " for this configuration, but will not be used",
              "--backend %1$s, or UNROLL_BACKEND=%1$s in the environment".formatted(word(first))));
    }
    return new Verdict(both + ": " + faster, findings);
  }

  private static Finding failed(Trial trial) {
    String what = "the trial on %s failed: %s".formatted(word(trial), trial.failure());
    return trial.backend() == Backend.CUDA
        ? Finding.problem(what, "--backend cpu needs no device")
        : Finding.problem(what, "with --debug the trial's own command shows more");
  }

  private static String word(Trial trial) {
    return Words.kebabCase(trial.backend());
  }

  private static String time(Trial trial) {
    return String.format(Locale.ROOT, "%.2f ms", 1000 * trial.secondsAStep());
  }
}
