package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import unroll.network.ModelFile;

/** A run folder, for tests to look at. */
record TrainedRun(Path folder) {
  /** Of these no time depends on anything but the clock and the machine. */
  private static final List<String> CLOCKED = List.of("times.csv", "provenance.json", ".lock");

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !CLOCKED.contains(name) && !name.startsWith("checkpoint-"))
          .sorted()
          .toList();
    }
  }

  void assertSameAs(TrainedRun other) throws IOException {
    assertEquals(other.names(), names());
    for (String name : names()) {
      assertArrayEquals(
          Files.readAllBytes(other.folder.resolve(name)),
          Files.readAllBytes(folder.resolve(name)),
          name);
    }
  }

  double[] parameters() {
    return ModelFile.read(folder.resolve("model.zip"))
        .network()
        .dl4j()
        .params()
        .dup('c')
        .reshape(-1)
        .toDoubleVector();
  }

  /** The greatest difference of a parameter. */
  double distanceFrom(TrainedRun other) {
    double[] mine = parameters();
    double[] others = other.parameters();
    assertEquals(others.length, mine.length);
    double distance = 0;
    for (int i = 0; i < mine.length; i++) {
      distance = Math.max(distance, Math.abs(mine[i] - others[i]));
    }
    return distance;
  }

  /** A column of metrics.csv. */
  List<Double> metric(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
    int column = Arrays.asList(lines.get(0).split(",")).indexOf(name);
    List<Double> values = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      values.add(Double.parseDouble(line.split(",")[column]));
    }
    return values;
  }
}
