package unroll.data.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Learned merges, applied to words. */
final class MergeTable {
  private static final int UNKNOWN = -1;
  private static final int MERGED_AWAY = -2;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Long, Integer> ranks = new HashMap<>();
  private final Map<String, Merge> makers = new HashMap<>();
  private final int[] mergedIds;

  MergeTable(List<Merge> merges) {
    mergedIds = new int[merges.size()];
    for (int rank = 0; rank < merges.size(); rank++) {
      Merge merge = merges.get(rank);
      ranks.put(pair(id(merge.left()), id(merge.right())), rank);
      mergedIds[rank] = id(merge.merged());
      makers.putIfAbsent(merge.merged(), merge);
    }
  }

  private int id(String piece) {
    return ids.computeIfAbsent(piece, absent -> ids.size());
  }

  private static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  /** The first merge that makes the piece. */
  Optional<Merge> undo(String piece) {
    return Optional.ofNullable(makers.get(piece));
  }

  /**
   * From single code points, always makes the merge that was learned first, leftmost first, until
   * none is left to make. Takes time with n log n of the word's length.
   */
  List<String> apply(String word) {
    return new Word(word).merged();
  }

  /** A word while it is merged: a linked list of pieces, each at the place of its first letter. */
  private final class Word {
    private final String text;
    private final int[] starts;
    private final int[] pieces;
    private final int[] previous;
    private final int[] next;

    /** Rank in the upper half, place in the lower. */
    private final PriorityQueue<Long> possible = new PriorityQueue<>();

    private Word(String text) {
      this.text = text;
      int length = text.codePointCount(0, text.length());
      starts = new int[length + 1];
      pieces = new int[length];
      previous = new int[length];
      next = new int[length];
      for (int i = 0; i < length; i++) {
        starts[i + 1] = text.offsetByCodePoints(starts[i], 1);
        pieces[i] = ids.getOrDefault(text.substring(starts[i], starts[i + 1]), UNKNOWN);
        previous[i] = i - 1;
        next[i] = i + 1;
      }
      for (int i = 0; i < length; i++) {
        propose(i);
      }
    }

    private Integer rank(int place) {
      return pieces[place] < 0 || next[place] == pieces.length || pieces[next[place]] < 0
          ? null
          : ranks.get(pair(pieces[place], pieces[next[place]]));
    }

    private void propose(int place) {
      Integer rank = rank(place);
      if (rank != null) {
        possible.add((long) rank << Integer.SIZE | place);
      }
    }

    private List<String> merged() {
      while (!possible.isEmpty()) {
        long best = possible.remove();
        int rank = (int) (best >> Integer.SIZE);
        int place = (int) best;
        Integer now = rank(place);
        if (now != null && now == rank) {
          merge(place, rank);
        }
      }
      List<String> cut = new ArrayList<>();
      for (int i = 0; i < pieces.length; i = next[i]) {
        cut.add(text.substring(starts[i], starts[next[i]]));
      }
      return List.copyOf(cut);
    }

    private void merge(int place, int rank) {
      int gone = next[place];
      pieces[place] = mergedIds[rank];
      pieces[gone] = MERGED_AWAY;
      next[place] = next[gone];
      if (next[gone] < pieces.length) {
        previous[next[gone]] = place;
      }
      propose(place);
      if (previous[place] >= 0) {
        propose(previous[place]);
      }
    }
  }
}
