package unroll.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import unroll.config.UserException;
import unroll.experiment.AverageResult;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.ExperimentObserver;
import unroll.experiment.Result;
import unroll.insight.TraceJson;
import unroll.insight.TraceRecording;
import unroll.insight.TracedSequence;
import unroll.network.RecurrentNetwork;
import unroll.report.Page;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** Records a training for a page, beside another observer that goes on as it would alone. */
final class TracePage implements ExperimentObserver {
  private final ExperimentConfig config;
  private final ExperimentObserver beside;
  private final PageFile file;
  private final PrintWriter out;
  private TracedSequence sequence;
  private TraceRecording recording;
  private RecurrentNetwork network;

  TracePage(ExperimentConfig config, ExperimentObserver beside, PageFile file, PrintWriter out) {
    this.config = config;
    this.beside = beside;
    this.file = file;
    this.out = out;
  }

  @Override
  public void loaded(TaskData data, long parameters) {
    beside.loaded(data, parameters);
    try {
      sequence =
          TracedSequence.of(
              data.splits().training(), data.shape(), data.inputs(), data.labels(), parameters);
    } catch (UserException e) {
      throw new UserException("--trace-page: " + e.getMessage(), e);
    }
  }

  @Override
  public void resumed(int step) {
    beside.resumed(step);
  }

  @Override
  public void prepared(TaskData data, RecurrentNetwork untrained) {
    beside.prepared(data, untrained);
    network = untrained;
    long steps = (long) config.training().epochs() * data.splits().training().batches();
    recording = new TraceRecording(sequence, steps);
    recording.begin(network);
  }

  @Override
  public void baselines(Map<String, Map<String, Map<String, Double>>> baselines) {
    beside.baselines(baselines);
  }

  @Override
  public void began(int batches) {
    beside.began(batches);
  }

  @Override
  public void stepped(TrainingState state, double loss, double seconds) {
    beside.stepped(state, loss, seconds);
    recording.stepped(state.step(), loss, network);
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork evaluated) {
    beside.evaluated(row, evaluated);
  }

  @Override
  public void warned(String message) {
    beside.warned(message);
  }

  @Override
  public void averaged(AverageResult average) {
    beside.averaged(average);
  }

  @Override
  public boolean stopRequested() {
    return beside.stopRequested();
  }

  @Override
  public void finished(Result result, TaskData data, RecurrentNetwork best) {
    beside.finished(result, data, best);
    recording.finish(network, best);
    String written =
        file.write(
            Page.html(
                "trace", "Trace of " + config.name(), TraceJson.of(about(), recording, best)));
    out.println("trace page: %s, %,d moments".formatted(written, recording.moments().size()));
  }

  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put(
        "network",
        "%s, %,d parameters".formatted(NetworkText.of(config.network()), network.parameterCount()));
    about.put("reads", sequence.note());
    about.put("training", "%,d optimizer steps".formatted(recording.lastStep()));
    return about;
  }
}
