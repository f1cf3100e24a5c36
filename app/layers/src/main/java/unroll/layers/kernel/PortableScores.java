package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.Attention;

/** How states of a decoder and of an encoder are weighed against each other, for one row. */
interface PortableScores {
  /**
   * @param query {@code [target, unit]}
   * @param keys {@code [source, width]}
   * @return {@code [target, source]}
   */
  INDArray forward(INDArray query, INDArray keys, AttentionWeights weights);

  /** The same backward: adds to all gradients. */
  void backward(
      INDArray query,
      INDArray keys,
      AttentionWeights weights,
      INDArray ofScores,
      AttentionWeights gradients,
      INDArray ofQuery,
      INDArray ofKeys);

  static PortableScores of(Attention attention) {
    return switch (attention) {
      case DOT -> new Dot();
      case GENERAL -> new General();
      case ADDITIVE -> new Additive();
      case NONE -> throw new IllegalArgumentException("nothing is weighed");
    };
  }

  /** {@code h . e}. */
  final class Dot implements PortableScores {
    @Override
    public INDArray forward(INDArray query, INDArray keys, AttentionWeights weights) {
      return query.mmul(keys.transpose());
    }

    @Override
    public void backward(
        INDArray query,
        INDArray keys,
        AttentionWeights weights,
        INDArray ofScores,
        AttentionWeights gradients,
        INDArray ofQuery,
        INDArray ofKeys) {
      ofQuery.addi(ofScores.mmul(keys));
      ofKeys.addi(ofScores.transpose().mmul(query));
    }
  }

  /** {@code h W e}. */
  final class General implements PortableScores {
    @Override
    public INDArray forward(INDArray query, INDArray keys, AttentionWeights weights) {
      return query.mmul(weights.general()).mmul(keys.transpose());
    }

    @Override
    public void backward(
        INDArray query,
        INDArray keys,
        AttentionWeights weights,
        INDArray ofScores,
        AttentionWeights gradients,
        INDArray ofQuery,
        INDArray ofKeys) {
      INDArray ofProjected = ofScores.mmul(keys);
      gradients.general().addi(query.transpose().mmul(ofProjected));
      ofQuery.addi(ofProjected.mmul(weights.general().transpose()));
      ofKeys.addi(ofScores.transpose().mmul(query.mmul(weights.general())));
    }
  }

  /** {@code v . tanh(Q h + K e)}. */
  final class Additive implements PortableScores {
    @Override
    public INDArray forward(INDArray query, INDArray keys, AttentionWeights weights) {
      INDArray queries = query.mmul(weights.query());
      INDArray projected = keys.mmul(weights.key());
      INDArray scores =
          Nd4j.create(query.dataType(), new long[] {query.size(0), keys.size(0)}, 'c');
      for (int target = 0; target < query.size(0); target++) {
        INDArray sums = sums(projected, queries, target);
        scores.getRow(target).assign(sums.mmul(weights.score()).reshape(keys.size(0)));
      }
      return scores;
    }

    /** {@code tanh(Q h + K e)} of a target step {@code [source, unit]}. */
    private static INDArray sums(INDArray projected, INDArray queries, int target) {
      return Transforms.tanh(projected.addRowVector(queries.getRow(target, true)), false);
    }

    @Override
    public void backward(
        INDArray query,
        INDArray keys,
        AttentionWeights weights,
        INDArray ofScores,
        AttentionWeights gradients,
        INDArray ofQuery,
        INDArray ofKeys) {
      INDArray queries = query.mmul(weights.query());
      INDArray projected = keys.mmul(weights.key());
      INDArray ofQueries = queries.like();
      INDArray ofProjected = projected.like();
      for (int target = 0; target < query.size(0); target++) {
        INDArray sums = sums(projected, queries, target);
        INDArray ofRow = ofScores.getRow(target, true).transpose();
        gradients.score().addi(sums.transpose().mmul(ofRow));
        INDArray ofSums =
            ofRow.mmul(weights.score().transpose()).muli(PortableCell.tanhSlope(sums));
        ofQueries.getRow(target).assign(ofSums.sum(0));
        ofProjected.addi(ofSums);
      }
      gradients.query().addi(query.transpose().mmul(ofQueries));
      gradients.key().addi(keys.transpose().mmul(ofProjected));
      ofQuery.addi(ofQueries.mmul(weights.query().transpose()));
      ofKeys.addi(ofProjected.mmul(weights.key().transpose()));
    }
  }
}
