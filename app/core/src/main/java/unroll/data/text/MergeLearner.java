package unroll.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Byte pair encoding (Sennrich, Haddow and Birch 2016, "Neural Machine Translation of Rare Words
 * with Subword Units"): the most frequent pair of neighboring pieces becomes one piece, over and
 * over. Of equally frequent pairs the one first in the order of UTF-16 code units is taken, so the
 * order of the words does not matter.
 *
 * <p>All words lie one after the other in arrays, as linked lists of pieces, and every pair knows
 * its places; a merge touches these places only, so all merges together take time with n log n of
 * the length of all different words.
 */
final class MergeLearner {
  /** In chars. Without a limit, long words that stand twice would become pieces step by step. */
  private static final int LONGEST_PIECE = 64;

  private static final int FEWEST = 2;
  private static final int NONE = -1;

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> candidates =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::count)
              .reversed()
              .thenComparing(candidate -> pieces.get(candidate.pair().left))
              .thenComparing(candidate -> pieces.get(candidate.pair().right)));

  private final int[] pieceAt;
  private final int[] previous;
  private final int[] next;
  private final int[] wordCount;

  /**
   * @param words how often each stands in the text
   */
  MergeLearner(Map<String, Integer> words) {
    int length = 0;
    for (String word : words.keySet()) {
      length = Math.addExact(length, word.codePointCount(0, word.length()));
    }
    pieceAt = new int[length];
    previous = new int[length];
    next = new int[length];
    wordCount = new int[length];
    int from = 0;
    for (Map.Entry<String, Integer> word : words.entrySet()) {
      from = layOut(word.getKey(), word.getValue(), from);
    }
    pairs.values().forEach(this::propose);
  }

  private static final class Pair {
    private final int left;
    private final int right;
    private long count;
    private int[] places = new int[1];
    private int placeCount;

    private Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    private void addPlace(int place) {
      if (placeCount == places.length) {
        places = Arrays.copyOf(places, 2 * placeCount);
      }
      places[placeCount++] = place;
    }

    private int[] sortedPlaces() {
      int[] sorted = Arrays.copyOf(places, placeCount);
      Arrays.sort(sorted);
      return sorted;
    }
  }

  /** A pair and how often it stood when it was proposed. */
  private record Candidate(Pair pair, long count) {}

  private int layOut(String word, int count, int from) {
    int[] codePoints = word.codePoints().toArray();
    int end = from + codePoints.length;
    for (int i = from; i < end; i++) {
      pieceAt[i] = id(Character.toString(codePoints[i - from]));
      previous[i] = i == from ? NONE : i - 1;
      next[i] = i + 1 == end ? NONE : i + 1;
      wordCount[i] = count;
      if (i > from) {
        gain(i - 1);
      }
    }
    return end;
  }

  private int id(String piece) {
    return ids.computeIfAbsent(
        piece,
        absent -> {
          pieces.add(absent);
          return ids.size();
        });
  }

  /**
   * @return at most so many merges, in their order; fewer where no pair is left that stands twice
   */
  List<Merge> learn(int most) {
    if (most < 0 || most > TextSplitter.MOST_MERGES) {
      throw new IllegalArgumentException(most + " merges");
    }
    // A pair can come back, once both of its pieces have been made of other parts.
    Set<Merge> merges = new LinkedHashSet<>();
    while (merges.size() < most && !candidates.isEmpty()) {
      Candidate best = candidates.remove();
      Pair pair = best.pair();
      if (pair.count == best.count()) {
        Merge merge = new Merge(pieces.get(pair.left), pieces.get(pair.right));
        merges.add(merge);
        mergeAll(pair, id(merge.merged()));
      } else if (pair.count < best.count()) {
        propose(pair);
      }
    }
    return List.copyOf(merges);
  }

  private void propose(Pair pair) {
    int length = pieces.get(pair.left).length() + pieces.get(pair.right).length();
    if (pair.count >= FEWEST && length <= LONGEST_PIECE) {
      candidates.add(new Candidate(pair, pair.count));
    }
  }

  private void mergeAll(Pair pair, int merged) {
    pairs.remove(key(pair.left, pair.right));
    pair.count = 0;
    Set<Pair> gained = new LinkedHashSet<>();
    for (int place : pair.sortedPlaces()) {
      int right = next[place];
      if (pieceAt[place] == pair.left && right != NONE && pieceAt[right] == pair.right) {
        merge(place, merged, gained);
      }
    }
    gained.forEach(this::propose);
  }

  private void merge(int place, int merged, Set<Pair> gained) {
    int gone = next[place];
    int before = previous[place];
    int after = next[gone];
    if (before != NONE) {
      lose(before);
    }
    if (after != NONE) {
      lose(gone);
      previous[after] = place;
    }
    pieceAt[place] = merged;
    pieceAt[gone] = NONE;
    next[place] = after;
    if (before != NONE) {
      gained.add(gain(before));
    }
    if (after != NONE) {
      gained.add(gain(place));
    }
  }

  private void lose(int place) {
    Pair pair = pairs.get(key(pieceAt[place], pieceAt[next[place]]));
    // The pair that is being merged is no longer counted.
    if (pair != null) {
      pair.count -= wordCount[place];
    }
  }

  private Pair gain(int place) {
    int left = pieceAt[place];
    int right = pieceAt[next[place]];
    Pair pair = pairs.computeIfAbsent(key(left, right), absent -> new Pair(left, right));
    pair.count += wordCount[place];
    pair.addPlace(place);
    return pair;
  }

  private static long key(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }
}
