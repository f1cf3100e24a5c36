package unroll.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One long sequence read as parallel streams, for language models: the sequence is cut into as many
 * equal parts as a batch has rows, every batch holds the next segment of each part, and the label
 * of a step is the symbol that follows. The last part and the last segment may be shorter; no
 * symbol is left out.
 */
public final class ContiguousStreams implements BatchPlan {
  private final Symbols text;
  private final int batchSize;
  private final int rows;
  private final int rowLength;
  private final int segmentLength;

  /**
   * @param text at least 2 symbols
   * @param batchSize rows of a batch; fewer are used where a row would not fill a segment
   * @param segmentLength steps of a batch
   */
  public ContiguousStreams(Symbols text, int batchSize, int segmentLength) {
    int predictions = text.length() - 1;
    if (predictions < 1) {
      throw new IllegalArgumentException("expected at least 2 symbols, got " + text.length());
    }
    this.text = text;
    this.batchSize = batchSize;
    this.segmentLength = segmentLength;
    int wanted = Math.max(1, Math.min(batchSize, predictions / segmentLength));
    this.rowLength = (predictions - 1) / wanted + 1;
    // Rounded up, the rows may be so long that the last ones would hold nothing.
    this.rows = (predictions - 1) / rowLength + 1;
  }

  @Override
  public int batches() {
    return (rowLength - 1) / segmentLength + 1;
  }

  @Override
  public List<SequenceExample> rows(int epoch, int batch) {
    List<SequenceExample> examples = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      long rowStart = (long) row * rowLength;
      long rowEnd = Math.min(rowStart + rowLength, text.length() - 1L);
      int from = (int) Math.min(rowStart + (long) batch * segmentLength, rowEnd);
      int to = (int) Math.min((long) from + segmentLength, rowEnd);
      examples.add(new SequenceExample(text.slice(from, to), text.slice(from + 1, to + 1)));
    }
    return examples;
  }

  @Override
  public boolean carriesState() {
    return true;
  }

  @Override
  public BatchPlan widened(int times) {
    return new ContiguousStreams(text, Math.multiplyExact(batchSize, times), segmentLength);
  }
}
