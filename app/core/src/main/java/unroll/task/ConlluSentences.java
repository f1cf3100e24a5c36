package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;

/**
 * The sentences of a CoNLL-U file. Ranges of words ({@code 3-4}, a contraction) and empty nodes
 * ({@code 5.1}, a word that is left out) are no words.
 */
final class ConlluSentences {
  private static final int COLUMNS = 10;
  private static final int FORM = 1;
  private static final Pattern WORD = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");
  private static final Pattern EMPTY_NODE = Pattern.compile("([0-9]{1,9})\\.([1-9][0-9]{0,8})");

  private final Path file;
  private final TagColumn column;
  private final LabelSet labels;
  private final List<TaggedSentence> sentences = new ArrayList<>();
  private TaggedSentence sentence = new TaggedSentence();
  private boolean commented;
  private boolean begun;
  private int number;

  private ConlluSentences(Path file, TagColumn column, LabelSet labels) {
    this.file = file;
    this.column = column;
    this.labels = labels;
  }

  /**
   * @throws UserException with the line, if one is not as CoNLL-U has it
   */
  static List<TaggedSentence> read(Path file, TagColumn column, LabelSet labels) {
    ConlluSentences reader = new ConlluSentences(file, column, labels);
    for (String line : SentenceLines.read(file)) {
      reader.number++;
      reader.take(line);
    }
    reader.number++;
    reader.end();
    return reader.sentences;
  }

  private void take(String line) {
    if (line.isEmpty()) {
      end();
    } else if (!line.startsWith("#")) {
      takeWord(line.split("\t", -1));
    } else if (begun) {
      throw mistake("a comment within a sentence; expected an empty line before it");
    } else {
      commented = true;
    }
  }

  private void end() {
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    } else if (commented || begun) {
      throw mistake("the end of a sentence without a word");
    }
    sentence = new TaggedSentence();
    commented = false;
    begun = false;
  }

  private void takeWord(String[] fields) {
    if (fields.length != COLUMNS) {
      throw mistake(
          "%d field%s, expected the %d of CoNLL-U with a tab between two"
              .formatted(fields.length, fields.length == 1 ? "" : "s", COLUMNS));
    }
    begun = true;
    String id = fields[0];
    int last = sentence.length();
    Matcher range = RANGE.matcher(id);
    Matcher emptyNode = EMPTY_NODE.matcher(id);
    if (WORD.matcher(id).matches()) {
      requireInOrder(Integer.parseInt(id) == last + 1, id);
      addWord(fields);
    } else if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      requireInOrder(from == last + 1 && Integer.parseInt(range.group(2)) > from, id);
    } else if (emptyNode.matches()) {
      requireInOrder(Integer.parseInt(emptyNode.group(1)) == last, id);
    } else {
      throw mistake("found the ID %s, expected one such as 3, 3-4 or 3.1".formatted(shown(id)));
    }
  }

  private void requireInOrder(boolean inOrder, String id) {
    if (!inOrder) {
      throw mistake("found the ID %s after %d words".formatted(id, sentence.length()));
    }
  }

  private void addWord(String[] fields) {
    String tag = fields[column.index()];
    if (fields[FORM].isEmpty()) {
      throw mistake("an empty FORM");
    } else if (tag.isEmpty() || tag.equals("_") && !column.mayBeNothing()) {
      throw mistake("no %s; expected a tag".formatted(column));
    }
    sentence.add(fields[FORM], labels.canonical(tag, place() + ", " + column));
  }

  private static String shown(String id) {
    return TaggedSentence.shown(id);
  }

  private String place() {
    return file + ", line " + number;
  }

  private UserException mistake(String message) {
    return new UserException(place() + ": " + message);
  }
}
