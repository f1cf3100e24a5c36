package unroll.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.Frames;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.metrics.AreaUnderCurve;
import unroll.metrics.Calibration;
import unroll.metrics.ConfusionMatrix;
import unroll.training.Answers;
import unroll.training.Scorer;

/**
 * How well labels of some classes are found. Labels are ids of classes, or one number that is 1 for
 * the second of two classes.
 */
final class ClassScorer implements Scorer {
  private static final int CALIBRATION_BINS = 10;

  private final List<String> classes;
  private final ConfusionMatrix confusion;
  private final List<AreaUnderCurve> areas = new ArrayList<>();
  private final Calibration calibration = new Calibration(CALIBRATION_BINS);

  ClassScorer(List<String> classes) {
    this.classes = classes;
    this.confusion = new ConfusionMatrix(classes);
    classes.forEach(name -> areas.add(new AreaUnderCurve()));
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    for (int label = 0; label < answers.length(); label++) {
      add(expected(example.labels(), label), probabilities(answers.outputs()[label]));
    }
  }

  /** Takes in one label, which may come from a method without a network. */
  void add(int expected, double[] probabilities) {
    int predicted = 0;
    for (int id = 0; id < probabilities.length; id++) {
      areas.get(id).add(probabilities[id], id == expected);
      predicted = probabilities[id] > probabilities[predicted] ? id : predicted;
    }
    confusion.add(expected, predicted);
    // Softmax in floats may exceed 1 by a rounding.
    calibration.add(Math.min(1, probabilities[predicted]), predicted == expected);
  }

  private static int expected(Sequence labels, int label) {
    return labels instanceof Symbols symbols
        ? symbols.at(label)
        : Math.round(((Frames) labels).at(label, 0));
  }

  /** A probability for every class: a single output is that of the second of two. */
  static double[] probabilities(double[] outputs) {
    return outputs.length == 1 ? new double[] {1 - outputs[0], outputs[0]} : outputs;
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = metrics();
    metrics.put("loss", loss);
    return metrics;
  }

  /** The metrics of methods that have no loss too. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("macro-f1", confusion.macroF1());
    metrics.put("auc", auc());
    if (classes.size() == 2) {
      metrics.put("f1", confusion.f1(1));
    }
    metrics.put("calibration-error", calibration.expectedError());
    return metrics;
  }

  /** Of the second of two classes; of more the mean over each that is there against the rest. */
  private double auc() {
    if (classes.size() == 2) {
      return areas.get(1).value();
    }
    return areas.stream()
        .mapToDouble(AreaUnderCurve::value)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public List<String> rankings() {
    return classes.size() == 2
        ? List.of("accuracy", "macro-f1", "auc", "f1")
        : List.of("accuracy", "macro-f1", "auc");
  }

  @Override
  public Map<String, String> tables() {
    return Map.of("confusion", confusion.toTsv(), "calibration", calibration.toTsv());
  }
}
