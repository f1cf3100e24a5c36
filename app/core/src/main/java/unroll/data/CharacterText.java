package unroll.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unroll.config.UserException;

/**
 * A text as character ids: read twice, once to count and once to encode, so that it is never in
 * memory as anything but ids, and those of a text too long for that are in a file.
 *
 * @param vocabulary every character of the text, in the order of first appearance
 * @param symbols the text
 */
public record CharacterText(Vocabulary vocabulary, Symbols symbols) {
  private static final int CODE_POINTS = Character.MAX_CODE_POINT + 1;

  /**
   * @throws UserException if the text is empty, unreadable or longer than 2 billion characters
   */
  public static CharacterText read(TextSource source) {
    return read(source, MemoryShare.ofText());
  }

  static CharacterText read(TextSource source, MemoryShare share) {
    int[] ids = new int[CODE_POINTS];
    Arrays.fill(ids, Symbols.NONE);
    List<String> characters = new ArrayList<>();
    long[] length = new long[1];
    source.forEachCodePoint(
        codePoint -> {
          if (ids[codePoint] == Symbols.NONE) {
            ids[codePoint] = characters.size();
            characters.add(Character.toString(codePoint));
          }
          length[0]++;
        });
    if (length[0] == 0) {
      throw new UserException(source.name() + ": is empty; expected text");
    } else if (length[0] > Integer.MAX_VALUE - 16) {
      throw new UserException(
          source.name() + ": has " + length[0] + " characters; at most 2 billion fit");
    }
    int symbolCount = characters.size();
    Symbols symbols =
        length[0] * Symbols.bytesOfAnId(symbolCount) > share.bytes()
            ? StoredSymbols.write(
                share.folder(),
                symbolCount,
                add -> source.forEachCodePoint(letter -> add.accept(ids[letter])))
            : inMemory(source, ids, symbolCount, (int) length[0]);
    return new CharacterText(new Vocabulary(characters), symbols);
  }

  private static Symbols inMemory(TextSource source, int[] ids, int symbolCount, int length) {
    Symbols.Builder symbols = new Symbols.Builder(symbolCount, length);
    source.forEachCodePoint(codePoint -> symbols.add(ids[codePoint]));
    return symbols.build();
  }
}
