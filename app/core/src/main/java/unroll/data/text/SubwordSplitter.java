package unroll.data.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Byte pair encoding of words and punctuation, see {@link Chunk}: no piece crosses from one to the
 * other. A chunk after a space, or at the start of the text, begins with that space, so joining is
 * writing one piece after the other without the first space.
 */
final class SubwordSplitter implements TextSplitter {
  private static final int CACHED_CHUNKS = 1 << 15;
  private static final int LONGEST_CACHED = 64;

  private final boolean lowercase;
  private final List<Merge> merges;
  private final MergeTable table;
  private final Map<String, List<String>> cache = Collections.synchronizedMap(new Cache());

  SubwordSplitter(boolean lowercase, List<Merge> merges) {
    this.lowercase = lowercase;
    this.merges = List.copyOf(merges);
    this.table = new MergeTable(merges);
  }

  static SubwordSplitter learn(boolean lowercase, int merges, Iterable<String> texts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String text : texts) {
      for (Chunk chunk : Chunk.of(NormalForm.of(text, lowercase))) {
        counts.merge(spaced(chunk), 1, Math::addExact);
      }
    }
    return new SubwordSplitter(lowercase, new MergeLearner(counts).learn(merges));
  }

  private static String spaced(Chunk chunk) {
    return chunk.afterSpace() ? " " + chunk.text() : chunk.text();
  }

  @Override
  public List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    for (Chunk chunk : Chunk.of(NormalForm.of(text, lowercase))) {
      pieces.addAll(pieces(spaced(chunk)));
    }
    return pieces;
  }

  private List<String> pieces(String chunk) {
    List<String> pieces = cache.get(chunk);
    if (pieces == null) {
      pieces = table.apply(chunk);
      if (chunk.length() <= LONGEST_CACHED) {
        cache.put(chunk, pieces);
      }
    }
    return pieces;
  }

  @Override
  public String join(List<String> pieces) {
    String text = String.join("", pieces);
    return text.startsWith(" ") ? text.substring(1) : text;
  }

  /** The merge that was learned first, of those that make the piece. */
  @Override
  public List<String> parts(String piece) {
    return table.undo(piece).map(merge -> List.of(merge.left(), merge.right())).orElse(List.of());
  }

  /** See {@link MergesFile}. */
  @Override
  public Optional<byte[]> toBytes() {
    return Optional.of(MergesFile.toBytes(merges));
  }

  /** Forgets the chunk that was not asked for the longest. */
  private static final class Cache extends LinkedHashMap<String, List<String>> {
    private static final long serialVersionUID = 1L;

    private Cache() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
      return size() > CACHED_CHUNKS;
    }
  }
}
