package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.serve.TrainedRuns;

/** Another search than the one that a run was configured with. The run searches three wide. */
class DecodingOptionsTest {
  private static final String LINE = "\uC0BC\uCC9C\uC624\uBC31\uC77C\n";

  @TempDir private Path folder;

  private CommandLineRun predict(Path run, String... options) throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), LINE);
    List<String> arguments = new ArrayList<>(List.of("predict", run.toString(), lines.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private String out(Path run, String... options) throws IOException {
    CommandLineRun ended = predict(run, options);
    assertEquals(0, ended.code(), ended.err());
    return ended.out();
  }

  private Path configured(String name, String... keys) throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.numbers(), folder.resolve(name));
    String config = Files.readString(run.resolve("config.yaml"));
    for (String key : keys) {
      String word = key.substring(0, key.indexOf(':'));
      String changed = config.replaceFirst("(?m)^(  )" + word + ":.*$", "$1" + key);
      assertNotEquals(config, changed, key);
      config = changed;
    }
    Files.writeString(run.resolve("config.yaml"), config);
    return run;
  }

  @Test
  void optionsSearchAsTheSameKeysDo() throws IOException {
    Path wide = configured("wide", "beam-width: 6", "length-penalty: 1.5", "minimum-length: 4");
    String[] options = {"--beam-width", "6", "--length-penalty", "1.5", "--minimum-length", "4"};
    assertEquals(out(wide), out(TrainedRuns.numbers(), options));
    assertNotEquals(out(wide), out(TrainedRuns.numbers()));
    JsonNode candidates =
        new ObjectMapper().readTree(out(TrainedRuns.numbers(), options)).path("candidates");
    for (JsonNode candidate : candidates) {
      assertTrue(candidate.path("text").asText().length() >= 4, candidate.toString());
    }
    Path greedy = configured("greedy", "beam-width: 1");
    assertEquals(out(greedy), out(TrainedRuns.numbers(), "--beam-width", "1"));
    assertFalse(out(greedy).contains("candidates"));
  }

  @Test
  void anEvaluationSearchesLikewise() throws IOException {
    Path wide = configured("wide", "beam-width: 6", "length-penalty: 1.5");
    CommandLineRun expected = CommandLineRun.of("evaluate", wide.toString());
    assertEquals(0, expected.code(), expected.err());
    String run = TrainedRuns.numbers().toString();
    assertEquals(
        expected.out(),
        CommandLineRun.of("evaluate", run, "--beam-width", "6", "--length-penalty", "1.5").out());
    assertNotEquals(expected.out(), CommandLineRun.of("evaluate", run, "--beam-width", "1").out());
  }

  @Test
  void asManyCandidatesComeAsAreAskedFor() throws IOException {
    for (int wanted : new int[] {1, 2, 5}) {
      JsonNode answer =
          new ObjectMapper()
              .readTree(out(TrainedRuns.numbers(), "--n-best", Integer.toString(wanted)));
      assertEquals(wanted, answer.path("candidates").size(), answer.toString());
      assertEquals(answer.path("translation"), answer.path("candidates").path(0).path("text"));
    }
    JsonNode narrow =
        new ObjectMapper()
            .readTree(out(TrainedRuns.numbers(), "--n-best", "4", "--beam-width", "1"));
    assertEquals(4, narrow.path("candidates").size());
  }

  @Test
  void whatARunHasNoUseForIsRefusedInALine() throws IOException {
    String[][] wrong = {
      {"--beam-width", "0", "--beam-width: expected 1 to 1,000, found 0"},
      {"--length-penalty", "-1", "--length-penalty: expected 0 to 10, found -1.0"},
      {"--n-best", "1001", "--n-best: expected 1 to 1,000, found 1001"},
      {
        "--coverage-penalty",
        "0.2",
        "--coverage-penalty: needs an attention; expected network.decoder.attention"
      },
      {
        "--minimum-length",
        "99",
        "--minimum-length: expected at most target.max-length: 5, found 99"
      },
    };
    for (String[] options : wrong) {
      CommandLineRun refused = predict(TrainedRuns.numbers(), options[0], options[1]);
      assertEquals(2, refused.code());
      assertEquals(options[2], refused.err().strip());
    }
    CommandLineRun penalty =
        predict(TrainedRuns.numbers(), "--beam-width", "1", "--length-penalty", "1");
    assertEquals("--length-penalty: goes with a beam-width above 1", penalty.err().strip());
    CommandLineRun rows = predict(TrainedRuns.rows(), "--n-best", "2");
    assertEquals(2, rows.code());
    assertEquals("--n-best: goes with a translation or image-captioning run", rows.err().strip());
    CommandLineRun caption = predict(TrainedRuns.scenes(), "--coverage-penalty", "1");
    assertEquals("--coverage-penalty: goes with a translation run", caption.err().strip());
  }
}
