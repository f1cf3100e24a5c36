package unroll.task;

import java.util.List;
import unroll.data.table.TableFormat;
import unroll.training.Feeding;
import unroll.training.LearningRate;
import unroll.training.Optimizer;
import unroll.training.TrainingConfig;

/** Frame-labeling tasks as tests want them: what is not given is as the defaults have it. */
final class FrameTasks {
  static final TrainingConfig TRAINING =
      new TrainingConfig(
          1,
          4,
          10,
          new Optimizer.SgdOptimizer(1),
          new LearningRate.ConstantRate(),
          5,
          0,
          0,
          0,
          0,
          0,
          "loss",
          0,
          new Feeding.TeacherForcingFeeding(),
          1);
  static final TableFormat COMMAS = new TableFormat("comma", true, true, "UTF-8");
  static final FrameKind.Tables TABLES = new FrameKind.Tables(COMMAS, "label", List.of());

  private FrameTasks() {}

  static FrameKind.Tables tables(String labelColumn, String... inputs) {
    return new FrameKind.Tables(COMMAS, labelColumn, List.of(inputs));
  }

  static FrameKind.Tokens tokens(TokenFormat format) {
    return new FrameKind.Tokens(format, TagColumn.UPOS, List.of(), 0, 1, false);
  }

  static FrameLabeling lists(
      FrameKind kind, List<String> train, List<String> validation, List<String> test) {
    return new FrameLabeling(
        kind, train, validation, test, 0.0, 0, false, null, List.of(), null, 0);
  }

  static FrameLabeling fractions(
      FrameKind kind, List<String> train, Double validation, double test) {
    return new FrameLabeling(
        kind, train, List.of(), List.of(), validation, test, false, null, List.of(), null, 0);
  }

  static FrameLabeling leaveOneOut(FrameKind kind, List<String> train, int validationCount) {
    return new FrameLabeling(
        kind, train, List.of(), List.of(), null, 0, true, validationCount, List.of(), null, 0);
  }

  static FrameLabeling labels(FrameLabeling task, String background, String... labels) {
    return new FrameLabeling(
        task.frames(),
        task.train(),
        task.validation(),
        task.test(),
        task.validationFraction(),
        task.testFraction(),
        task.leaveOneOut(),
        task.validationCount(),
        List.of(labels),
        background,
        task.segmentLength());
  }

  static FrameLabeling segments(FrameLabeling task, int length) {
    return new FrameLabeling(
        task.frames(),
        task.train(),
        task.validation(),
        task.test(),
        task.validationFraction(),
        task.testFraction(),
        task.leaveOneOut(),
        task.validationCount(),
        task.labels(),
        task.background(),
        length);
  }
}
