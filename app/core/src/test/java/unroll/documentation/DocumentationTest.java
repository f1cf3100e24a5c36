package unroll.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.data.Topology;
import unroll.experiment.ConfigSchema;
import unroll.experiment.ExperimentConfig;
import unroll.sweep.SweepPlan;

/** Whatever code and commands the pages show is right. */
class DocumentationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> LANGUAGES =
      Set.of("console", "sh", "yaml", "json", "java", "csv", "tsv", "conllu", "text");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name :
        List.of(
            "README.md",
            "README.ko.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "SECURITY.md",
            "data/README.md",
            "app/layers/README.md")) {
      pages.add(CommandLineRun.project(name));
    }
    try (Stream<Path> files = Files.list(CommandLineRun.project("app/docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** Pages with commands to run, each in a process of its own. */
  static List<Path> pagesWithCommands() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path page : pages()) {
      if (CodeBlock.of(page).stream().anyMatch(block -> block.language().equals("console"))) {
        pages.add(page);
      }
    }
    return pages;
  }

  private static List<CodeBlock> blocks(String language) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    for (Path page : pages()) {
      CodeBlock.of(page).stream()
          .filter(block -> block.language().equals(language))
          .forEach(blocks::add);
    }
    assertTrue(!blocks.isEmpty(), "no block is " + language);
    return blocks;
  }

  @Test
  void everyTaskAndEveryTopologyHasAPage() throws IOException {
    List<String> names = pages().stream().map(page -> page.getFileName().toString()).toList();
    for (String task : ConfigSchema.taskTypes()) {
      assertTrue(names.contains(task + ".md"), task);
    }
    for (Topology topology : Topology.values()) {
      String word = topology.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(names.contains(word + ".md"), word);
    }
  }

  @Test
  void everyBlockSaysWhatItIs() throws IOException {
    for (Path page : pages()) {
      for (CodeBlock block : CodeBlock.of(page)) {
        assertTrue(
            LANGUAGES.contains(block.language()),
            block.place(0) + ": expected one of " + LANGUAGES + " behind the fence");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(Path page) throws IOException {
    Matcher links =
        Pattern.compile("(?:\\]\\(|src(?:set)?=\")(?!https?:)([^)\"#]*)(#[^)\"]*)?[)\"]")
            .matcher(Files.readString(page));
    while (links.find()) {
      Path target =
          links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1)).normalize();
      assertTrue(Files.exists(target), page.getFileName() + ": " + target + " is not there");
      if (links.group(2) != null) {
        assertTrue(
            anchors(target).contains(links.group(2).substring(1)),
            page.getFileName() + ": no heading " + links.group());
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyShownCommandHasTheProgramsOptions() throws IOException {
    for (CodeBlock block : blocks("sh")) {
      for (int i = 0; i < block.lines().size(); i++) {
        String line = block.lines().get(i);
        Optional<String> fault = ShellCheck.faultOf(line);
        assertEquals(Optional.empty(), fault, block.place(i + 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyMentionedCommandHasTheProgramsOptions(Path page) throws IOException {
    Matcher mentions =
        Pattern.compile("`((?:\\./)?unroll [a-z][^`\\[]*)`").matcher(Files.readString(page));
    while (mentions.find()) {
      String line = mentions.group(1).replaceAll("\\s+", " ");
      Optional<String> fault = ShellCheck.faultOfMention(line);
      assertEquals(Optional.empty(), fault, page.getFileName().toString());
    }
  }

  @Test
  void aCommandThatIsWrongIsFound() {
    for (String wrong :
        List.of(
            "./unroll train app/configs/hello.yaml --trase",
            "./unroll trian app/configs/hello.yaml",
            "./unroll train app/configs/helo.yaml",
            "./unroll train app/configs/hello.yaml --set network.unit=3",
            "./unroll generate runs/hello --length many",
            "java -jar hello.jar generate --lenght 100",
            "java -jar hello.jar --outt runs/a",
            "java -cp app/core/target/unroll.jar unroll.bench.Soak",
            "./mvnw verify -pl app/kore",
            "./mvnw verify -Dtest=NoSuchTest",
            "./mvnw verify -Pnone",
            "curl http://127.0.0.1:8080/api/run",
            "unrol train app/configs/hello.yaml",
            "cat data/none.txt | ./unroll predict runs/hello")) {
      assertTrue(ShellCheck.faultOf(wrong).isPresent(), wrong);
    }
    assertTrue(ShellCheck.faultOfMention("unroll inspect RUN --filmed").isPresent());
    assertEquals(Optional.empty(), ShellCheck.faultOfMention("./unroll new TASK"));
  }

  @Test
  void everyConfigurationReads(@TempDir Path folder) throws IOException {
    for (CodeBlock block : blocks("yaml")) {
      if (block.says("sweep")) {
        requireSweep(block, folder);
        continue;
      }
      Path file = folder.resolve("shown.yaml");
      Files.writeString(file, completed(block.text()));
      try {
        ExperimentConfig.read(file, List.of());
      } catch (UserException e) {
        throw new AssertionError(block.place(0) + ": " + e.getMessage(), e);
      }
    }
  }

  /** Experiments that it names lie where the commands of its page find them. */
  private static void requireSweep(CodeBlock block, Path folder) throws IOException {
    Matcher named = Pattern.compile("(?m)^config: (app/\\S+)$").matcher(block.text());
    String text = named.replaceAll(found -> "config: " + CommandLineRun.project(found.group(1)));
    Path file = folder.resolve("sweep.yaml");
    Files.writeString(file, text);
    try {
      SweepPlan.read(file);
    } catch (UserException e) {
      throw new AssertionError(block.place(0) + ": " + e.getMessage(), e);
    }
  }

  /** A part of a configuration, with the least that makes it a whole one. */
  private static String completed(String text) {
    StringBuilder whole = new StringBuilder(text);
    if (!text.contains("name:") || !text.matches("(?s)(.*\n)?name:.*")) {
      whole.append("name: shown\n");
    }
    if (!text.matches("(?s)(.*\n)?task:.*")) {
      whole.append("task: {type: character-language-model, text: hello}\n");
    }
    return whole.toString();
  }

  @Test
  void everyJavaBlockCompiles(@TempDir Path folder) throws IOException {
    for (CodeBlock block : blocks("java")) {
      assertEquals(Optional.empty(), JavaCheck.errorOf(block.text(), folder), block.place(0));
    }
  }

  @Test
  void everyJsonBlockReads() throws IOException {
    for (CodeBlock block : blocks("json")) {
      try {
        JSON.readTree(block.text());
      } catch (JsonProcessingException e) {
        throw new AssertionError(block.place(0) + ": " + e.getMessage(), e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pagesWithCommands")
  void everyCommandPrintsWhatThePageShows(Path page, @TempDir Path folder) throws Exception {
    List<ConsoleStep> steps = new ArrayList<>();
    for (CodeBlock block : CodeBlock.of(page)) {
      if (block.language().equals("console")) {
        steps.addAll(ConsoleStep.of(block));
      } else if (block.file().isPresent()) {
        Path file = folder.resolve(block.file().get());
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
      }
    }
    List<PageProcess.Printed> printed = new PageRun(folder).run(steps);
    for (int i = 0; i < steps.size(); i++) {
      ConsoleStep step = steps.get(i);
      PageProcess.Printed got = printed.get(i);
      String told =
          step.block().place(0) + ": " + step.command() + "\n" + String.join("\n", got.lines());
      assertEquals(step.block().exitCode(), got.code(), told);
      if (!step.block().says("varies")) {
        assertEquals(null, step.firstUnprinted(got.lines()), told);
      }
    }
  }
}
