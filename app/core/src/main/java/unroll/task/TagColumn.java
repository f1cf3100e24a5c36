package unroll.task;

/** A column of CoNLL-U that can be learned as the tag of a word. */
public enum TagColumn {
  UPOS(3),
  XPOS(4),
  FEATS(5),
  DEPREL(7);

  private final int index;

  TagColumn(int index) {
    this.index = index;
  }

  /** Where it stands among the ten, from 0. */
  int index() {
    return index;
  }

  /** Whether {@code _}, for nothing, says something of a word. */
  boolean mayBeNothing() {
    return this == FEATS;
  }
}
