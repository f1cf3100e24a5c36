package unroll.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import unroll.Main;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.experiment.ExperimentConfig;
import unroll.sweep.SweepPlan;

/** What is wrong with a command that a page shows and a test cannot run, as far as can be told. */
final class ShellCheck {
  private static final Path PROJECT = CommandLineRun.project("");
  private static final Set<String> COMMON =
      Set.of(
          "cat",
          "cd",
          "cp",
          "echo",
          "export",
          "git",
          "ls",
          "mkdir",
          "printf",
          "rm",
          "spark-submit");
  private static final Set<String> DOCKER = Set.of("build", "run");
  private static final List<String> OF_A_PACKED_RUN =
      List.of("evaluate", "generate", "predict", "prompt", "inspect", "serve");

  private ShellCheck() {}

  /**
   * @return the first fault
   */
  static Optional<String> faultOf(String line) {
    for (List<String> all : ShellLine.parse(line).commands()) {
      List<String> words = ShellLine.withoutEnvironment(all);
      Optional<String> fault = words.isEmpty() ? Optional.empty() : faultOf(words);
      if (fault.isPresent()) {
        return fault.map(text -> text + ": " + line);
      }
    }
    return Optional.empty();
  }

  /**
   * @param line a command that a sentence mentions: what it needs may be missing, what is there
   *     must be right
   * @return the first fault
   */
  static Optional<String> faultOfMention(String line) {
    List<String> words = ShellLine.parse(line).shown();
    try {
      Main.model().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.MissingParameterException e) {
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(e.getMessage() + ": " + line);
    }
  }

  private static Optional<String> faultOf(List<String> words) {
    String program = words.get(0);
    List<String> rest = words.subList(1, words.size());
    Optional<String> missing = missingFile(words);
    if (missing.isPresent()) {
      return missing;
    }
    return switch (program) {
      case "./unroll", "unroll" -> ofUnroll(rest);
      case "java" -> ofJava(rest);
      case "./mvnw" -> ofMaven(rest);
      case "curl" -> ofCurl(rest);
      case "docker" ->
          DOCKER.contains(rest.get(0)) ? Optional.empty() : Optional.of("docker " + rest.get(0));
      default ->
          COMMON.contains(program) || isFile(program)
              ? Optional.empty()
              : Optional.of("no program known here");
    };
  }

  /** Files that belong to the project must be there; what is built or written is not looked for. */
  private static Optional<String> missingFile(List<String> words) {
    return words.stream()
        .flatMap(word -> Arrays.stream(word.split("[=:]")))
        .filter(word -> word.matches("\\.?/?(app|data|notebooks|\\.ci)/[\\w./-]+"))
        .filter(word -> !word.contains("/target/") && !isFile(word))
        .map(word -> "no such file of the project: " + word)
        .findFirst();
  }

  private static boolean isFile(String name) {
    return Files.exists(PROJECT.resolve(name.replaceFirst("^\\./", "")));
  }

  private static Optional<String> ofUnroll(List<String> words) {
    try {
      Main.model().parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      return Optional.of(e.getMessage());
    }
    Optional<String> config =
        words.stream().filter(word -> word.endsWith(".yaml") && isFile(word)).findFirst();
    return config.flatMap(file -> ofConfig(file, words));
  }

  /** What {@code --set} names must be a key of the configuration, and fit it. */
  private static Optional<String> ofConfig(String file, List<String> words) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("--set")) {
        settings.add(words.get(i + 1));
      }
    }
    try {
      if (words.get(0).equals("sweep")) {
        SweepPlan.read(PROJECT.resolve(file));
      } else {
        ExperimentConfig.read(PROJECT.resolve(file), settings);
      }
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> ofJava(List<String> words) {
    int jar = words.indexOf("-jar");
    if (jar >= 0) {
      List<String> rest = words.subList(jar + 2, words.size());
      return words.get(jar + 1).endsWith("/unroll.jar") ? ofUnroll(rest) : ofPackedJar(rest);
    }
    int classPath = words.indexOf("-cp");
    if (classPath < 0) {
      return Optional.empty();
    }
    String main = words.get(classPath + 2);
    boolean isKnown = main.startsWith("org.openjdk.jmh.") || isSource(main.replace('.', '/'));
    return isKnown ? Optional.empty() : Optional.of("no such class: " + main);
  }

  /** The jar of an experiment adds its run; without a command it trains or prompts. */
  private static Optional<String> ofPackedJar(List<String> words) {
    List<String> whole = new ArrayList<>(words);
    if (words.isEmpty() || words.get(0).startsWith("-")) {
      whole.add(0, "train");
      if (ofUnroll(whole).isEmpty()) {
        return Optional.empty();
      }
      whole.set(0, "prompt");
    }
    if (OF_A_PACKED_RUN.contains(whole.get(0))) {
      whole.add(1, "RUN");
    }
    return ofUnroll(whole);
  }

  private static boolean isSource(String name) {
    return Stream.of("bench", "core", "layers", "spark")
        .anyMatch(module -> isFile("app/" + module + "/src/main/java/" + name + ".java"));
  }

  private static Optional<String> ofMaven(List<String> words) {
    Iterator<String> next = words.iterator();
    while (next.hasNext()) {
      String word = next.next();
      if (word.equals("-pl")) {
        for (String module : next.next().split(",")) {
          if (!isFile(module + "/pom.xml")) {
            return Optional.of("no such module: " + module);
          }
        }
      } else if (word.startsWith("-P")) {
        if (!profiles().contains("<id>" + word.substring(2) + "</id>")) {
          return Optional.of("no such profile: " + word.substring(2));
        }
      } else if (word.startsWith("-Dtest=")) {
        for (String test : word.substring("-Dtest=".length()).split(",")) {
          if (!isTest(test)) {
            return Optional.of("no such test: " + test);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** All build files. */
  private static String profiles() {
    return Stream.of("pom.xml", "app/core/pom.xml", "app/spark/pom.xml")
        .map(PROJECT::resolve)
        .map(ShellCheck::read)
        .collect(Collectors.joining());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTest(String name) {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("app"))) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> ofCurl(List<String> words) {
    String address = words.stream().filter(word -> word.startsWith("http")).findFirst().orElse("");
    String path = address.replaceFirst("https?://[^/]+", "");
    try (var in = Main.class.getResourceAsStream("/unroll/serve/openapi.json")) {
      JsonNode paths = new ObjectMapper().readTree(in).path("paths");
      Iterable<String> names = paths::fieldNames;
      for (String name : names) {
        if (path.matches(name.replaceAll("\\{[^}]*}", "[^/]+"))) {
          return Optional.empty();
        }
      }
      return Optional.of("no path of the API: " + path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
