package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.Attention;

/** The reference: ND4J operations only, row by row. */
public final class PortableAttention implements AttentionKernel {
  private final PortableScores scores;

  private INDArray source;
  private int[][] sourcePlaces;
  private AttentionWeights weights;
  private int[][] targets;
  private int[] sources;
  private List<Row> rows = List.of();

  /**
   * What a row keeps.
   *
   * @param states of the decoder {@code [target, unit]}
   * @param source {@code [source, width]}
   * @param alignment {@code [target, source]}
   * @param joined {@code [target, width + unit]}, context and state
   * @param output {@code [target, unit]}
   */
  private record Row(
      INDArray states, INDArray source, INDArray alignment, INDArray joined, INDArray output) {}

  public PortableAttention(Attention attention) {
    this.scores = PortableScores.of(attention);
  }

  @Override
  public void read(INDArray newSource, int[][] places, AttentionWeights newWeights) {
    source = newSource;
    sourcePlaces = places;
    weights = newWeights;
  }

  @Override
  public void forward(INDArray states, int[][] places, int[] newSources, INDArray output) {
    targets = places;
    sources = newSources;
    rows = new ArrayList<>();
    for (int row = 0; row < targets.length; row++) {
      Row done = targets[row].length == 0 ? null : look(row, states);
      rows.add(done);
      if (done != null) {
        PortableRows.put(done.output(), targets[row], output);
      }
    }
  }

  private Row look(int row, INDArray states) {
    INDArray query = Nd4j.pullRows(states, 1, targets[row]);
    int[] places = sourcePlaces[sources[row]];
    long width = source.size(1);
    INDArray keys = places.length == 0 ? null : Nd4j.pullRows(source, 1, places);
    INDArray alignment =
        keys == null ? null : Transforms.softmax(scores.forward(query, keys, weights), true);
    INDArray context =
        keys == null
            ? Nd4j.create(query.dataType(), new long[] {query.size(0), width}, 'c')
            : alignment.mmul(keys);
    INDArray joined = Nd4j.concat(1, context, query);
    INDArray output =
        Transforms.tanh(
            joined
                .mmul(weights.combination())
                .addiRowVector(weights.bias().reshape(1, weights.bias().length())),
            false);
    return new Row(query, keys, alignment, joined, output);
  }

  @Override
  public void backward(
      INDArray gradient, AttentionWeights gradients, INDArray ofStates, INDArray ofSource) {
    gradients.clear();
    for (int row = 0; row < targets.length; row++) {
      if (rows.get(row) != null) {
        backward(row, gradient, gradients, ofStates, ofSource);
      }
    }
  }

  private void backward(
      int row,
      INDArray gradient,
      AttentionWeights gradients,
      INDArray ofStates,
      INDArray ofSource) {
    Row kept = rows.get(row);
    INDArray ofSum =
        Nd4j.pullRows(gradient, 1, targets[row]).muli(PortableCell.tanhSlope(kept.output()));
    gradients.combination().addi(kept.joined().transpose().mmul(ofSum));
    gradients.bias().addi(ofSum.sum(0).reshape(gradients.bias().shape()));
    INDArray ofJoined = ofSum.mmul(weights.combination().transpose());
    long width = source.size(1);
    INDArray ofQuery =
        ofJoined.get(NDArrayIndex.all(), NDArrayIndex.interval(width, ofJoined.size(1))).dup('c');
    if (kept.source() != null) {
      INDArray ofContext =
          ofJoined.get(NDArrayIndex.all(), NDArrayIndex.interval(0, width)).dup('c');
      INDArray ofKeys = kept.alignment().transpose().mmul(ofContext);
      INDArray ofAlignment = ofContext.mmul(kept.source().transpose());
      INDArray weighted = ofAlignment.mul(kept.alignment());
      INDArray ofScores = weighted.sub(kept.alignment().mulColumnVector(weighted.sum(true, 1)));
      scores.backward(kept.states(), kept.source(), weights, ofScores, gradients, ofQuery, ofKeys);
      PortableRows.put(ofKeys, sourcePlaces[sources[row]], ofSource);
    }
    PortableRows.put(ofQuery, targets[row], ofStates);
  }

  @Override
  public INDArray alignment(int row) {
    Row done = rows.get(row);
    return done == null ? null : done.alignment();
  }
}
