package unroll.documentation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of a console block and what the page says that it prints.
 *
 * @param block where it stands
 * @param command without the {@code $}
 * @param output lines; {@code ...} stands for any number of them, a number for any number
 */
record ConsoleStep(CodeBlock block, String command, List<String> output) {
  private static final String PROMPT = "$ ";
  private static final String ANY = "...";
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern DURATION =
      Pattern.compile("\\b0 (h|min|s|ms|us)\\b( 0 (min|s|ms)\\b)*");
  private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{7,}\\b");

  static List<ConsoleStep> of(CodeBlock block) {
    List<ConsoleStep> steps = new ArrayList<>();
    List<String> output = new ArrayList<>();
    for (String line : block.lines()) {
      if (line.startsWith(PROMPT)) {
        output = new ArrayList<>();
        steps.add(new ConsoleStep(block, line.substring(PROMPT.length()), output));
      } else if (steps.isEmpty()) {
        throw new IllegalStateException(block.place(1) + ": expected \"$ \" and a command first");
      } else {
        output.add(line);
      }
    }
    return steps;
  }

  /**
   * Numbers depend on the machine, so each stands for any, and so does the white space that puts
   * them below one another.
   */
  static String pattern(String line) {
    String plain = DIGEST.matcher(line).replaceAll("0");
    String numbered = NUMBER.matcher(plain).replaceAll("0").replaceAll("\\s+", " ").strip();
    return DURATION.matcher(numbered).replaceAll("0 s");
  }

  /** The first line that the page shows and the command did not print there; null: none. */
  String firstUnprinted(List<String> printed) {
    if (output.isEmpty()) {
      return null;
    }
    List<String> found = printed.stream().map(ConsoleStep::pattern).toList();
    // The numbers of printed lines that the lines shown so far may have used up.
    BitSet used = new BitSet();
    used.set(0);
    for (String line : output) {
      BitSet next = new BitSet();
      if (line.strip().equals(ANY)) {
        next.set(used.nextSetBit(0), found.size() + 1);
      } else {
        String wanted = pattern(line);
        used.stream()
            .filter(count -> count < found.size() && found.get(count).equals(wanted))
            .forEach(count -> next.set(count + 1));
      }
      if (next.isEmpty()) {
        return line;
      }
      used = next;
    }
    return used.get(found.size()) ? null : "(the end, but more is printed)";
  }
}
