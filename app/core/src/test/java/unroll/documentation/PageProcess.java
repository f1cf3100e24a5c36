package unroll.documentation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unroll.Main;
import unroll.command.Interruption;

/**
 * Runs the commands of a page one after the other, within one process whose folder is a copy of the
 * project: {@code PageProcess COMMANDS.json RESULTS.json}.
 */
final class PageProcess {
  /** What a command printed, and how it ended. */
  record Printed(int code, List<String> lines) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private PageProcess() {}

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    String[] commands = JSON.readValue(Path.of(arguments[0]).toFile(), String[].class);
    List<Printed> results = new ArrayList<>();
    for (String command : commands) {
      results.add(run(ShellLine.parse(command)));
    }
    JSON.writeValue(Path.of(arguments[1]).toFile(), results);
    System.exit(0);
  }

  private static Printed run(ShellLine line) throws IOException {
    String piped = "";
    Printed printed = new Printed(0, List.of());
    for (List<String> command : line.commands()) {
      printed = run(command, piped);
      piped = String.join("\n", printed.lines()) + "\n";
    }
    return printed;
  }

  private static Printed run(List<String> command, String input) throws IOException {
    List<String> rest = command.subList(1, command.size());
    return switch (command.get(0)) {
      case "./unroll" -> unroll(rest, input);
      case "echo" -> new Printed(0, List.of(String.join(" ", rest)));
      case "printf" -> new Printed(0, List.of(rest.get(0).split("\\\\n")));
      case "cat" -> new Printed(0, Files.readAllLines(Path.of(rest.get(0))));
      case "ls" -> new Printed(0, names(Path.of(rest.get(0))));
      default -> new Printed(127, List.of("no console command: " + command));
    };
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static Printed unroll(List<String> words, String input) {
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    StringWriter out = new StringWriter();
    PrintWriter both = new PrintWriter(out, true);
    int code = Main.run(both, both, Interruption.manual(), words.toArray(String[]::new));
    return new Printed(code, seen(out.toString()));
  }

  /** Without the folder in front of files, and without what is only shown of a slow training. */
  private static List<String> seen(String text) {
    String folder = Path.of("").toAbsolutePath() + File.separator;
    return text.replace(folder, "")
        .lines()
        .filter(line -> !line.matches("\\d+%  loss .* left"))
        .toList();
  }
}
