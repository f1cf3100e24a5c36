package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the number of threads may change: the order of sums, and with it their last digits. */
class ThreadCountTest {
  private static final int STEPS = 20;

  @TempDir private Path folder;

  private void train(String run, int threads) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dunroll.threads=" + threads,
            "-cp",
            System.getProperty("java.class.path"),
            "unroll.Main",
            "train",
            CommandLineRun.project("app/configs/smoke/character-language-model-lstm.yaml")
                .toString(),
            "--set",
            "network={cell: lstm, layers: 2, units: 128, dropout: 0.2}",
            "--set",
            "training.epochs=1",
            "--set",
            "training.evaluate-every=5",
            "--out",
            folder.resolve(run).toString());
    Path log = folder.resolve(run + ".txt");
    Process training =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, training.waitFor(), Files.readString(log));
  }

  private List<Double> losses(String run) throws IOException {
    List<Double> losses = new ArrayList<>();
    List<String> rows = Files.readAllLines(folder.resolve(run).resolve("metrics.csv"));
    int column = List.of(rows.get(0).split(",")).indexOf("training-loss");
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      if (Integer.parseInt(cells[0]) <= STEPS) {
        losses.add(Double.parseDouble(cells[column]));
      }
    }
    assertEquals(STEPS / 5, losses.size());
    return losses;
  }

  @Test
  void theSameNumberGivesTheSameBytesAndAnotherTheSameLossesButForTheLastDigits()
      throws IOException, InterruptedException {
    train("two", 2);
    train("again", 2);
    train("one", 1);
    for (String file : List.of("metrics.csv", "model.zip", "result.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("two").resolve(file)),
          Files.readAllBytes(folder.resolve("again").resolve(file)),
          file);
    }
    List<Double> two = losses("two");
    List<Double> one = losses("one");
    for (int i = 0; i < one.size(); i++) {
      assertEquals(one.get(i), two.get(i), 1e-4 * one.get(i), "evaluation " + i);
    }
  }
}
