package unroll.data.text;

/** What a network reads of a text at one step. */
public enum TextUnit {
  /**
   * A letter: a Hangul syllable is taken apart into its jamo (한 is ᄒ, ᅡ, ᆫ), everything else is a
   * code point of the text in normal form C.
   */
  CHARACTER,

  /** A code point of the text in normal form C: a Hangul syllable is one. */
  SYLLABLE,

  /**
   * A part of a word that is frequent in the training text, found by byte pair encoding (Sennrich
   * et al. 2016). A word begins with the space before it: " un", "roll".
   */
  SUBWORD,

  /**
   * A word, a number, or punctuation; punctuation that touches its neighbor says so: "Hi", "￭,",
   * "(￭", "you", "￭)".
   */
  WORD
}
