package unroll.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A fenced block of a page.
 *
 * @param page the file it stands in
 * @param line of the fence, from 1
 * @param words what follows the fence: the language, and what else is said of the block
 * @param lines between the fences
 */
record CodeBlock(Path page, int line, List<String> words, List<String> lines) {
  private static final String FENCE = "```";

  /** All blocks of a Markdown file, in order. */
  static List<CodeBlock> of(Path page) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    int open = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      } else if (open < 0) {
        open = i;
        continue;
      }
      String info = lines.get(open).substring(FENCE.length()).strip();
      List<String> words = info.isEmpty() ? List.of() : Arrays.asList(info.split("\\s+"));
      blocks.add(new CodeBlock(page, open + 1, words, List.copyOf(lines.subList(open + 1, i))));
      open = -1;
    }
    if (open >= 0) {
      throw new IllegalStateException(page + ":" + (open + 1) + ": the block is never closed");
    }
    return blocks;
  }

  /** What the block is: console, sh, yaml ...; empty where nothing says so. */
  String language() {
    return words.isEmpty() ? "" : words.get(0);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The file that a block such as {@code ```csv rows.csv} is the content of. */
  Optional<String> file() {
    return words.stream().skip(1).filter(word -> word.contains(".")).findFirst();
  }

  boolean says(String word) {
    return words.indexOf(word) > 0;
  }

  /** The exit code that a block such as {@code ```console exit=2} announces; 0 otherwise. */
  int exitCode() {
    return words.stream()
        .filter(word -> word.startsWith("exit="))
        .mapToInt(word -> Integer.parseInt(word.substring("exit=".length())))
        .findFirst()
        .orElse(0);
  }

  String place(int offset) {
    return page.getFileName() + ":" + (line + offset);
  }
}
