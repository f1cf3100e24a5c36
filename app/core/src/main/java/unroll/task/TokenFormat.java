package unroll.task;

/** How files hold words with tags. */
public enum TokenFormat {
  /** CoNLL-U, ten columns a word (universaldependencies.org/format.html). */
  CONLLU,
  /** A word, a tab and its tag a line, and an empty line after every sentence. */
  TWO_COLUMNS
}
