package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.backend.Backend;

class DoctorCommandTest {
  private static final String HELLO = CommandLineRun.project("app/configs/hello.yaml").toString();

  @TempDir private Path folder;

  private static boolean hasCuda() {
    return Backend.CUDA.isIn(DoctorCommandTest.class.getClassLoader());
  }

  @Test
  void theProcessorsKernelsAreToldAndItsOptimizerStepsAreTimed() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "doctor", HELLO, "--json", "--backend", "cpu", "--set", "network.units=8");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals(json.at("/healthy").asBoolean() ? 0 : 1, run.code(), run.out());
    assertEquals("cpu", json.at("/backend/used").asText());
    assertEquals("it was asked for", json.at("/backend/reason").asText());
    JsonNode trial = json.at("/trials/0");
    assertTrue(trial.at("/failure").isMissingNode(), run.out());
    assertEquals("cpu", trial.at("/backend").asText());
    assertTrue(trial.at("/onednn").asText().matches("\\d+\\.\\d+\\.\\d+"), run.out());
    assertFalse(trial.at("/instructions").asText().isEmpty());
    assertTrue(trial.at("/openblas-core").asText().matches("\\w+"), run.out());
    assertTrue(trial.at("/steps").asInt() >= 2, run.out());
    double seconds = trial.at("/seconds-a-step").asDouble();
    assertTrue(seconds > 1e-5 && seconds < 2, run.out());
    assertTrue(json.at("/verdict").asText().startsWith("an optimizer step takes "), run.out());
  }

  @Test
  void aBackendThatCannotWorkIsAProblemForTheDoctorAndAMistakeElsewhere() {
    assumeFalse(hasCuda(), "this build has CUDA");
    CommandLineRun doctor = CommandLineRun.of("doctor", "--backend", "cuda");
    assertEquals(1, doctor.code());
    assertTrue(
        doctor.out().contains("problem: backend cuda: this program was built without CUDA"),
        doctor.out());
    CommandLineRun training = CommandLineRun.of("train", HELLO, "--backend", "cuda");
    assertEquals(2, training.code());
    assertEquals(
        "backend cuda: this program was built without CUDA; ./mvnw package -Pcuda adds it\n",
        training.err());
    assertEquals(0, CommandLineRun.of("train", "--backend", "cuda", "--help").code());
  }

  @Test
  void unpackingGoesWithNothingElse() {
    CommandLineRun run = CommandLineRun.of("doctor", HELLO, "--unpack");
    assertEquals(2, run.code());
    assertEquals("--unpack: goes without a CONFIG and without --json\n", run.err());
    assertEquals(2, CommandLineRun.of("doctor", "--unpack", "--json").code());
  }

  @Test
  void anUnknownWordIsRefusedWithTheNearest() {
    CommandLineRun run = CommandLineRun.of("data", "list", "--backend", "cud");
    assertEquals(2, run.code());
    assertEquals(
        "--backend: unknown: cud; did you mean cuda? expected auto, cpu, cuda\n", run.err());
  }

  @Test
  void mistakesInTheConfigurationAreThoseOfAnyCommand() throws IOException {
    Path config = folder.resolve("wrong.yaml");
    Files.writeString(config, "task: character-language-mode\n");
    CommandLineRun run = CommandLineRun.of("doctor", config.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("wrong.yaml"), run.err());
    assertEquals(2, CommandLineRun.of("doctor", "--set", "network.units=8").code());
  }
}
