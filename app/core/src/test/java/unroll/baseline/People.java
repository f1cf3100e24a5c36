package unroll.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Age, being male, height and weight, and a label. */
record People(double[][] inputs, int[] labels) {
  static People random(int count, int classes, Random random) {
    double[][] inputs = new double[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double age = 8 + random.nextInt(73);
      int male = random.nextInt(2);
      double height = 162 + 7 * male + 8 * random.nextGaussian();
      double weight = 0.6 * height - 30 + 12 * random.nextGaussian();
      inputs[i] = new double[] {age, male, height, weight};
      double risk = age / 30 + 0.4 * male + weight / 60 - 3 + random.nextGaussian();
      labels[i] = (int) Math.max(0, Math.min(classes - 1, Math.round(risk)));
    }
    return new People(inputs, labels);
  }

  static People read(Path file) throws IOException {
    List<String[]> rows =
        Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
    int[] columns =
        List.of("Age", "Gender", "Height", "Weight", "BPSysAve", "BPDiaAve").stream()
            .mapToInt(Arrays.asList(rows.get(0))::indexOf)
            .toArray();
    Set<String> seen = new HashSet<>();
    List<double[]> people =
        rows.stream()
            .skip(1)
            .filter(row -> Arrays.stream(columns).noneMatch(i -> row[i].equals("NA")))
            .filter(row -> seen.add(row[0]))
            .map(row -> numbers(row, columns))
            .toList();
    return new People(
        people.stream().map(row -> Arrays.copyOf(row, 4)).toArray(double[][]::new),
        people.stream().mapToInt(row -> row[4] >= 140 || row[5] >= 90 ? 1 : 0).toArray());
  }

  private static double[] numbers(String[] row, int[] columns) {
    return Arrays.stream(columns)
        .mapToObj(column -> row[column])
        .mapToDouble(
            text ->
                switch (text) {
                  case "male" -> 1;
                  case "female" -> 0;
                  default -> Double.parseDouble(text);
                })
        .toArray();
  }

  double mean(int feature) {
    return Arrays.stream(inputs).mapToDouble(x -> x[feature]).average().orElseThrow();
  }

  double deviation(int feature) {
    double mean = mean(feature);
    return Math.sqrt(
        Arrays.stream(inputs)
            .mapToDouble(x -> (x[feature] - mean) * (x[feature] - mean))
            .average()
            .orElseThrow());
  }

  double meanError(LogisticRegression regression, int label, ToDoubleFunction<double[]> measure) {
    return IntStream.range(0, inputs.length)
        .mapToDouble(
            i ->
                (regression.probabilities(inputs[i])[label] - (labels[i] == label ? 1 : 0))
                    * measure.applyAsDouble(inputs[i]))
        .average()
        .orElseThrow();
  }

  /** Share of pairs of one person of each class that are in the right order. */
  double areaUnderCurve(LogisticRegression regression) {
    double[][] scores = new double[2][];
    for (int label = 0; label < 2; label++) {
      int wanted = label;
      scores[label] =
          IntStream.range(0, inputs.length)
              .filter(i -> labels[i] == wanted)
              .mapToDouble(i -> regression.probabilities(inputs[i])[1])
              .toArray();
    }
    double right = 0;
    for (double positive : scores[1]) {
      for (double negative : scores[0]) {
        right += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    return right / scores[0].length / scores[1].length;
  }
}
