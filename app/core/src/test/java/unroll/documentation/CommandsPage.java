package unroll.documentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import unroll.Main;

/** The page of all commands, from the program's own model of them. */
final class CommandsPage {
  private static final List<String> OF_ALL = List.of("--debug", "--cache", "--help", "--version");

  private final StringBuilder out = new StringBuilder();

  private CommandsPage() {}

  static String text() {
    CommandsPage page = new CommandsPage();
    page.write(Main.model());
    return page.out.toString();
  }

  private void write(CommandLine program) {
    out.append("# Commands\n\n");
    out.append("Written from the program itself, as ")
        .append("[CONTRIBUTING](../../CONTRIBUTING.md");
    out.append("#generated-files) says; `./unroll COMMAND --help` prints the same.\n\n");
    out.append("| command | what |\n|---|---|\n");
    leaves(program, "unroll").forEach((name, command) -> row(name, summary(command)));
    out.append("\n## Of every command\n\n| option | what |\n|---|---|\n");
    for (OptionSpec option : program.getCommandSpec().options()) {
      row(names(option), description(option));
    }
    out.append("\n| exit code | what |\n|---|---|\n");
    program.getCommandSpec().usageMessage().exitCodeList().forEach(this::exitCode);
    leaves(program, "unroll").forEach(this::section);
  }

  private void exitCode(String code, String what) {
    out.append("| ").append(code).append(" | ").append(what).append(" |\n");
  }

  private void row(String name, String what) {
    out.append("| `").append(name).append("` | ").append(what).append(" |\n");
  }

  /** Commands that have none of their own below them, by their whole names. */
  private static Map<String, CommandSpec> leaves(CommandLine command, String name) {
    Map<String, CommandSpec> leaves = new LinkedHashMap<>();
    command
        .getSubcommands()
        .forEach(
            (word, below) -> {
              String whole = name + " " + word;
              if (below.getSubcommands().isEmpty()) {
                leaves.put(whole, below.getCommandSpec());
              } else {
                leaves.putAll(leaves(below, whole));
              }
            });
    return leaves;
  }

  private void section(String name, CommandSpec command) {
    out.append("\n## ").append(name).append("\n\n");
    out.append("`").append(synopsis(name, command)).append("`\n\n");
    for (String paragraph : command.usageMessage().description()) {
      out.append(escaped(paragraph.formatted())).append("\n\n");
    }
    String footer = String.join(" ", command.usageMessage().footer()).strip();
    if (!footer.isEmpty()) {
      out.append(escaped(footer)).append("\n\n");
    }
    List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
    command.options().stream()
        .filter(option -> !OF_ALL.contains(option.longestName()))
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(arguments::add);
    arguments.removeIf(ArgSpec::hidden);
    if (!arguments.isEmpty()) {
      out.append("| argument | what |\n|---|---|\n");
      arguments.forEach(argument -> row(names(argument), description(argument)));
    }
  }

  private static String synopsis(String name, CommandSpec command) {
    StringBuilder line = new StringBuilder(name.replaceFirst("^unroll", "./unroll"));
    boolean hasOptions =
        command.options().stream()
            .anyMatch(option -> !option.hidden() && !OF_ALL.contains(option.longestName()));
    line.append(hasOptions ? " [OPTIONS]" : "");
    for (PositionalParamSpec argument : command.positionalParameters()) {
      String label = argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
      line.append(argument.arity().min() == 0 ? " [" + label + "]" : " " + label);
    }
    return line.toString();
  }

  private static String summary(CommandSpec command) {
    String whole = String.join(" ", command.usageMessage().description());
    int end = whole.indexOf(". ");
    return escaped(end < 0 ? whole : whole.substring(0, end + 1));
  }

  private static String names(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String names = String.join("`, `", option.names());
      return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }
    return argument.paramLabel();
  }

  private static String description(ArgSpec argument) {
    String text = String.join(" ", argument.description());
    String value = argument.defaultValue();
    return escaped(text.replace("${DEFAULT-VALUE}", value == null ? "none" : value));
  }

  private static String escaped(String text) {
    return text.replace("%n", " ").replace("%%", "%").replace("|", "\\|").replace("<", "&lt;");
  }
}
