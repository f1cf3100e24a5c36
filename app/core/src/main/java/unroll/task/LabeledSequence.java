package unroll.task;

import java.util.ArrayList;
import java.util.List;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/**
 * A sequence with a label a step, as a network reads it.
 *
 * @param marks what a person knows the steps by; empty: their numbers only
 */
record LabeledSequence(String name, SequenceExample example, List<String> marks) {
  int length() {
    return example.input().length();
  }

  Symbols labels() {
    return (Symbols) example.labels();
  }

  /**
   * Pieces of nearly equal length that make up the whole.
   *
   * @param longest 0: the whole itself
   */
  List<SequenceExample> pieces(int longest) {
    if (longest == 0 || length() <= longest) {
      return List.of(example);
    }
    int count = (length() + longest - 1) / longest;
    List<SequenceExample> pieces = new ArrayList<>();
    for (int piece = 0; piece < count; piece++) {
      int from = (int) ((long) length() * piece / count);
      int to = (int) ((long) length() * (piece + 1) / count);
      pieces.add(
          new SequenceExample(example.input().slice(from, to), example.labels().slice(from, to)));
    }
    return pieces;
  }
}
