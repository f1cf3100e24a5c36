package unroll.documentation;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a shell as pages show it: commands joined by pipes, words with quotes, a comment
 * behind.
 *
 * @param commands the words of every command of the pipe
 */
record ShellLine(List<List<String>> commands) {

  static ShellLine parse(String line) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (quote != 0) {
        if (letter == quote) {
          quote = 0;
        } else {
          word.append(letter);
        }
      } else if (letter == '"' || letter == '\'') {
        quote = letter;
        word = word == null ? new StringBuilder() : word;
      } else if (Character.isWhitespace(letter) || letter == '|') {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        if (letter == '|') {
          commands.add(List.copyOf(words));
          words.clear();
        }
      } else if (letter == '#' && word == null) {
        break;
      } else {
        word = word == null ? new StringBuilder() : word;
        word.append(letter);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote that never ends: " + line);
    }
    if (word != null) {
      words.add(word.toString());
    }
    if (!words.isEmpty()) {
      commands.add(List.copyOf(words));
    }
    return new ShellLine(List.copyOf(commands));
  }

  /** The last command, whose output is seen. */
  List<String> shown() {
    return commands.get(commands.size() - 1);
  }

  /** Without settings of the environment such as {@code A=b} in front. */
  static List<String> withoutEnvironment(List<String> words) {
    int first = 0;
    while (first < words.size() && words.get(first).matches("[A-Z][A-Z0-9_]*=.*")) {
      first++;
    }
    return words.subList(first, words.size());
  }
}
