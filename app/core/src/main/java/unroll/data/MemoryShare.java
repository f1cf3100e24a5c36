package unroll.data;

import java.nio.file.Path;

/**
 * How much of some data is held in memory; more of it goes to a file, of which the operating system
 * holds in memory what is read, as long as there is room.
 *
 * @param bytes most of them in memory
 * @param folder where files go; made when it is needed
 */
public record MemoryShare(long bytes, Path folder) {
  /** Everything is held in memory. */
  public static final MemoryShare ALL = new MemoryShare(Long.MAX_VALUE, Path.of(""));

  private static final int PARTS_FOR_A_TEXT = 4;

  /** Several lists of the same sentences are held at a time. */
  private static final int PARTS_FOR_SENTENCES = 16;

  /** For the only text there is: a quarter of Java's heap. */
  public static MemoryShare ofText() {
    return ofHeap(PARTS_FOR_A_TEXT);
  }

  /** For a list of sentences, or of what is read of them: a sixteenth of it. */
  public static MemoryShare ofSentences() {
    return ofHeap(PARTS_FOR_SENTENCES);
  }

  private static MemoryShare ofHeap(int parts) {
    return new MemoryShare(
        Runtime.getRuntime().maxMemory() / parts, CacheFolder.choose().spilled());
  }
}
