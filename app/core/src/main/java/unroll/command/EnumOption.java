package unroll.command;

import java.util.List;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.config.Words;

/** Options whose values are the words of an enumeration. */
final class EnumOption {
  private EnumOption() {}

  /**
   * @throws UserException naming the option and the nearest word
   */
  static <E extends Enum<E>> E parse(String option, Class<E> type, String word) {
    List<String> words = Stream.of(type.getEnumConstants()).map(Words::kebabCase).toList();
    int index = words.indexOf(word);
    if (index < 0) {
      String hint =
          Words.nearest(word, words)
              .map(near -> "did you mean " + near + "?")
              .orElse("expected " + String.join(", ", words));
      throw new UserException(option + ": unknown word " + word + "; " + hint);
    }
    return type.getEnumConstants()[index];
  }
}
