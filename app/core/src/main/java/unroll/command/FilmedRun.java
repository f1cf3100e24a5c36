package unroll.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import unroll.data.DataRoot;
import unroll.experiment.FilmFrame;
import unroll.experiment.FinishedRun;
import unroll.insight.FilmBudget;
import unroll.insight.Inspection;
import unroll.insight.Moment;
import unroll.insight.RunFilm;
import unroll.network.RecurrentNetwork;

/** Has the models that a run kept read the same steps, one after the other. */
final class FilmedRun implements RunFilm.Readers {
  private final FinishedRun run;
  private final RunReader shown;
  private final OwnData measured;
  private final List<Moment> moments;

  /**
   * @param given what to read; empty: the run's own data
   * @param steps to read at most
   */
  FilmedRun(FinishedRun run, DataRoot root, Optional<GivenInput> given, int steps) {
    this.run = run;
    this.moments = moments(run);
    if (given.isEmpty()) {
      this.shown = RunReader.ofHeldOut(run, root, steps);
      this.measured = OwnData.of(shown);
    } else {
      this.shown = RunReader.of(run, given.get(), steps);
      this.measured = OwnData.of(run, root, steps);
    }
  }

  /** The frames of the film and the best model, which is a frame at its own step. */
  private static List<Moment> moments(FinishedRun run) {
    List<Moment> moments = new ArrayList<>();
    int best = run.model().trainedSteps();
    moments.add(new Moment(best, true, run::model));
    for (FilmFrame frame : run.film()) {
      if (frame.step() != best) {
        moments.add(new Moment(frame.step(), false, frame::model));
      }
    }
    moments.sort(Comparator.comparingInt(Moment::step));
    return moments;
  }

  FinishedRun run() {
    return run;
  }

  int moments() {
    return moments.size();
  }

  int steps() {
    return shown.steps();
  }

  String what() {
    return shown.what();
  }

  String measuredOn() {
    return measured.what();
  }

  String network() {
    return NetworkText.of(run.config().network());
  }

  RunFilm film(FilmBudget budget, long seed) {
    return RunFilm.of(moments, this, budget.places(), budget.predictions(), seed);
  }

  @Override
  public Inspection shown(RecurrentNetwork network) {
    return shown.read(network);
  }

  @Override
  public Optional<Inspection> measured(RecurrentNetwork network, Inspection alreadyShown) {
    return measured.reader().map(reader -> reader == shown ? alreadyShown : reader.read(network));
  }
}
