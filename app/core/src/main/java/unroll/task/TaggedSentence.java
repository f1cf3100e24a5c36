package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;
import unroll.data.Vocabulary;

/** Words with a tag each. */
final class TaggedSentence {
  private static final int LONGEST_SHOWN = 60;

  private final List<String> tokens = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();

  /**
   * The sentences of a file with a word, a tab and its tag a line.
   *
   * @throws UserException with the line, if one is not
   */
  static List<TaggedSentence> readTwoColumns(Path file, LabelSet labels) {
    List<TaggedSentence> sentences = new ArrayList<>();
    TaggedSentence sentence = new TaggedSentence();
    int number = 0;
    for (String line : SentenceLines.read(file)) {
      String place = file + ", line " + ++number;
      if (!line.isEmpty()) {
        sentence.add(line.split("\t", -1), labels, place);
      } else if (!sentence.isEmpty()) {
        sentences.add(sentence);
        sentence = new TaggedSentence();
      }
    }
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    return sentences;
  }

  private void add(String[] fields, LabelSet labels, String place) {
    if (fields.length != 2 || fields[0].isEmpty()) {
      throw new UserException(
          "%s: found %s, expected a token, a tab and its tag"
              .formatted(place, shown(String.join("\t", fields))));
    }
    add(fields[0], labels.canonical(fields[1], place));
  }

  /**
   * A sentence such as {@code the/DET light/NOUN}.
   *
   * @param place where it stands
   */
  static TaggedSentence parse(String text, LabelSet labels, String place) {
    TaggedSentence sentence = new TaggedSentence();
    for (String word : text.strip().split("\\s+")) {
      int slash = word.lastIndexOf('/');
      if (slash < 1) {
        throw new UserException(
            "%s: found %s, expected a word and its tag such as light/NOUN"
                .formatted(place, shown(word)));
      }
      sentence.add(word.substring(0, slash), labels.canonical(word.substring(slash + 1), place));
    }
    return sentence;
  }

  /** Text of a file as a message can show it. */
  static String shown(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST_SHOWN;
    return Vocabulary.escape(
        whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "...");
  }

  void add(String token, String tag) {
    tokens.add(token);
    tags.add(tag);
  }

  int length() {
    return tokens.size();
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** The same as a sequence to label. */
  LabeledFrames<List<String>> toFrames(String name) {
    return new LabeledFrames<>(name, tokens, tags, tokens);
  }
}
