package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.experiment.FinishedRun;
import unroll.packing.PackedExperiment;
import unroll.packing.PackedFile;
import unroll.packing.UnpackedExperiment;

class PackCommandTest {
  @TempDir private Path folder;

  private record Ended(int code, String output) {}

  @Test
  void thePackedHelloTrainsAndThePackedRunOfItPrompts() throws Exception {
    Path jar = folder.resolve("hello.jar");
    CommandLineRun packed =
        CommandLineRun.of(
            "pack",
            CommandLineRun.project("app/configs/hello.yaml").toString(),
            "-o",
            jar.toString());
    assertEquals(0, packed.code(), packed.err());

    Ended trained = java(jar, true, "", "--cache", "cache");
    assertEquals(0, trained.code(), trained.output());
    assertTrue(trained.output().contains("free run from \"h\": hello"), trained.output());
    assertTrue(Files.exists(folder.resolve("cache/experiments")));

    Path said = folder.resolve("said.jar");
    String run = folder.resolve("runs/hello").toString();
    assertEquals(0, CommandLineRun.of("pack", run, "-o", said.toString()).code());
    Ended prompted =
        java(said, true, "h\nx\nhe\n", "prompt", "--length=3", "--temperature=0", "--cache=cache");
    assertEquals(0, prompted.code(), prompted.output());
    List<String> lines =
        prompted.output().lines().filter(line -> !line.startsWith("Picked")).toList();
    assertEquals("hell", lines.get(0));
    assertTrue(lines.get(1).contains("the character x"), lines.get(1));
    assertEquals("hello", lines.get(2));
  }

  @Test
  void withoutTheProgramBesideItAJarSaysSoInALine() throws Exception {
    Path jar = folder.resolve("hello.jar");
    CommandLineRun.of(
        "pack", CommandLineRun.project("app/configs/hello.yaml").toString(), "-o", jar.toString());
    Ended ended = java(jar, false, "");
    assertEquals(2, ended.code(), ended.output());
    List<String> lines = ended.output().lines().filter(line -> !line.startsWith("Picked")).toList();
    assertEquals(1, lines.size(), ended.output());
    assertTrue(lines.get(0).startsWith("unroll.jar is missing"), lines.get(0));
  }

  @Test
  void theFilmOfARunIsPackedWithIt() throws IOException {
    String run = folder.resolve("filmed").toString();
    CommandLineRun.of(
        "train",
        CommandLineRun.project("app/configs/hello.yaml").toString(),
        "--set=training.epochs=8",
        "--set=training.film-frames=2",
        "--out=" + run);
    String jar = folder.resolve("filmed.jar").toString();
    CommandLineRun packed = CommandLineRun.of("pack", run, "-o", jar);
    assertEquals(0, packed.code(), packed.err());
    try (ZipFile zip = new ZipFile(jar)) {
      List<String> frames =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith("unroll-experiment/files/run/film/step-"))
              .toList();
      assertEquals(FinishedRun.open(Path.of(run)).film().size(), frames.size());
      assertTrue(frames.size() > 1, frames.toString());
    }
  }

  @Test
  void aFolderOfConfigurationsBecomesAFolderOfJars() throws IOException {
    Path configs = Files.createDirectory(folder.resolve("configs"));
    for (String name : List.of("one", "two")) {
      Files.writeString(
          configs.resolve(name + ".yaml"),
          "{name: %s, task: {type: character-language-model, text: hello}}".formatted(name));
    }
    String out = folder.resolve("jars").toString();
    CommandLineRun packed = CommandLineRun.of("pack", configs.toString(), "-o", out);
    assertEquals(0, packed.code(), packed.err());
    assertTrue(Files.exists(folder.resolve("jars/one.jar")));
    assertTrue(Files.exists(folder.resolve("jars/two.jar")));
    assertEquals(2, packed.out().lines().count());

    Files.copy(configs.resolve("one.yaml"), configs.resolve("three.yaml"));
    assertWrong("have the same name one", "pack", configs.toString(), "-o", out);
    assertWrong("several experiments go into a folder", "pack", configs.toString(), "-o", "a.jar");
    assertWrong("no such run folder or YAML file", "pack", folder.resolve("none").toString());
    assertWrong("neither a run folder nor one of YAML", "pack", folder.resolve("jars").toString());
    assertWrong(
        "this program runs from no jar",
        "pack",
        configs.resolve("one.yaml").toString(),
        "--self-contained");
  }

  @Test
  void commandsThatWantAnExperimentGetTheOneInTheJar() {
    String main = Path.of("cache", "files", "run").toString();
    UnpackedExperiment run = unpacked(PackedExperiment.Content.RUN, "run");
    assertArguments(run, List.of("prompt", main));
    assertArguments(run, List.of("prompt", main, "--seed", "2"), "--seed", "2");
    assertArguments(run, List.of("generate", main, "--length", "5"), "generate", "--length", "5");
    assertArguments(run, List.of("serve", main, "other"), "serve", "other");
    assertArguments(run, List.of("data", "list"), "data", "list", "--cache", "x");

    UnpackedExperiment config = unpacked(PackedExperiment.Content.CONFIG, "a.yaml");
    String file = Path.of("cache", "files", "a.yaml").toString();
    String description = "--packed=" + Path.of("cache", "experiment.json");
    assertArguments(config, List.of("train", file, description));
    assertArguments(
        config, List.of("train", file, description, "--resume"), "--cache=x", "--resume");
    assertArguments(config, List.of("validate", file, "--quick"), "validate", "--quick");
    assertArguments(config, List.of("generate", "runs/a"), "generate", "runs/a");
  }

  private static void assertArguments(
      UnpackedExperiment experiment, List<String> expected, String... given) {
    assertArrayEquals(expected.toArray(String[]::new), PackedArguments.of(given).with(experiment));
  }

  private static UnpackedExperiment unpacked(PackedExperiment.Content content, String main) {
    PackedExperiment experiment =
        new PackedExperiment(
            1, "a", content, main, "0", "0", List.of(new PackedFile(main, 0, "")), List.of());
    return new UnpackedExperiment(experiment, Path.of("cache"));
  }

  private static void assertWrong(String expected, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void aPromptAnswersLineByLine() throws IOException {
    Path run = folder.resolve("run");
    CommandLineRun.of(
        "train",
        CommandLineRun.project("app/configs/smoke/sentiment-classification-rnn.yaml").toString(),
        "--set=training.epochs=1",
        "--out=" + run);
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("good\nbad\n".getBytes(StandardCharsets.UTF_8)));
      CommandLineRun asked = CommandLineRun.of("prompt", run.toString());
      System.setIn(new ByteArrayInputStream("good\nbad\n".getBytes(StandardCharsets.UTF_8)));
      CommandLineRun predicted = CommandLineRun.of("predict", run.toString());
      assertEquals(0, asked.code(), asked.err());
      assertEquals(2, asked.out().lines().count());
      assertEquals(predicted.out(), asked.out());
    } finally {
      System.setIn(before);
    }
  }

  /** Runs a jar as {@code java -jar} does, with the classes under test in place of unroll.jar. */
  private Ended java(Path jar, boolean withProgram, String input, String... arguments)
      throws IOException, InterruptedException {
    String program = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + javacpp(),
                "-cp",
                withProgram ? jar + File.pathSeparator + program : jar.toString(),
                "unroll.Start"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    Path typed = Files.writeString(folder.resolve("input.txt"), input);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(typed.toFile())
            .redirectOutput(output.toFile())
            .start();
    return new Ended(process.waitFor(), Files.readString(output));
  }

  /** Where the tests' own libraries are unpacked already. */
  private static String javacpp() {
    return Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.cachedir"))
        .orElse(Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString());
  }
}
