package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  private static CommandLineRun bench(String what, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("bench", what, "--vocabulary", "5", "--hidden", "6", "--layers", "2"));
    arguments.addAll(List.of("--batch", "3", "--time", "7", "--repeats", "4", "--warm-up", "0"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "train, rnn, false",
    "train, gru, false",
    "train, lstm, true",
    "sample, lstm, false",
    "sample, rnn, true",
    "tag, gru, false",
    "tag, lstm, true"
  })
  void everyWorkIsMeasuredAndPrintedAsALineOfJson(String what, String cell, boolean isStock)
      throws IOException {
    CommandLineRun run =
        isStock ? bench(what, "--cell", cell, "--stock") : bench(what, "--cell", cell);
    assertEquals(0, run.code(), run.err());
    assertEquals(1, run.out().lines().count(), run.out());
    JsonNode line = new ObjectMapper().readTree(run.out());
    List<String> keys = new ArrayList<>();
    line.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "what",
            "cell",
            "vocabulary",
            "hidden",
            "layers",
            "batch",
            "time",
            "repeats",
            "threads",
            "peer",
            "milliseconds",
            "symbols_per_second"),
        keys);
    assertEquals(isStock ? "deeplearning4j" : "unroll", line.get("peer").asText());
    // Rows of a tagger are a third of the time to all of it long: 2, 4 and 7 steps.
    int symbols = what.equals("sample") ? 200 : what.equals("tag") ? 2 + 4 + 7 : 3 * 7;
    double seconds = line.get("milliseconds").asDouble() / 1000;
    assertEquals(
        symbols / seconds, line.get("symbols_per_second").asDouble(), symbols / seconds / 20);
  }

  @Test
  void theRoofIsMeasuredBesideTheStep() throws IOException {
    CommandLineRun run = bench("train", "--roof");
    assertEquals(0, run.code(), run.err());
    JsonNode line = new ObjectMapper().readTree(run.out());
    double share = line.get("reached_gflops").asDouble() / line.get("roof_gflops").asDouble();
    assertTrue(line.get("roof_gflops").asDouble() >= 1, run.out());
    assertTrue(share < 1 && line.get("reached_of_roof").asDouble() < 1, run.out());
  }

  @Test
  void aMistakeInAnOptionIsSaidInALine() {
    Stream.of(
            List.of("train", "--cell", "lstn", "--cell: unknown word lstn; did you mean lstm?"),
            List.of("train", "--hidden", "0", "--hidden: expected at least 1, found 0"),
            List.of("sample", "--threads", "-2", "--threads: expected at least 1, found -2"))
        .forEach(
            given -> {
              CommandLineRun run =
                  CommandLineRun.of("bench", given.get(0), given.get(1), given.get(2));
              assertEquals(2, run.code(), run.err());
              assertEquals(given.get(3) + "\n", run.err());
            });
    CommandLineRun stock =
        CommandLineRun.of("bench", "train", "--cell", "gru", "--stock", "--warm-up", "0");
    assertEquals(2, stock.code());
    assertTrue(stock.err().startsWith("--cell: Deeplearning4j has no gru of its own"), stock.err());
    CommandLineRun bare = CommandLineRun.of("bench");
    assertEquals(2, bare.code());
    assertTrue(bare.err().contains("expected train, sample or tag"), bare.err());
  }
}
