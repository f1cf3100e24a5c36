package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * {@code v . tanh(query + key)}. The sums are not kept: computing them again takes no longer than
 * it takes to fetch them from memory.
 */
final class AdditiveScores extends FloatScores {
  private final float[] vector;
  private final FloatStore vectorStore = new FloatStore();
  private final FloatStore sumStore = new FloatStore();
  private final float[] query;
  private final float[] sums;
  private final float[] ofQuery;
  private final float[] ofVectorSum;
  private float[][] keysOfSteps = new float[0][];
  private float[][] ofKeysOfSteps = new float[0][];
  private float[] ofScoresOfSteps = new float[0];

  AdditiveScores(int units) {
    super(units);
    this.vector = new float[units];
    this.query = new float[units];
    this.sums = new float[units];
    this.ofQuery = new float[units];
    this.ofVectorSum = new float[units];
  }

  /** Takes the vector of the scores {@code [unit]}. */
  void begin(FloatPointer newVector) {
    newVector.get(vector);
    vectorStore.of(units()).put(vector, 0, units());
  }

  @Override
  void forward(
      int targets, FloatPointer queries, int sources, FloatPointer keys, FloatPointer scores) {
    int units = units();
    load(sources, keys);
    FloatPointer place = new FloatPointer(queries);
    FloatPointer score = new FloatPointer(scores);
    FloatPointer block = sumStore.of((long) sources * units);
    for (int target = 0; target < targets; target++) {
      place.position(queries.position() + (long) target * units).get(query);
      for (int source = 0; source < sources; source++) {
        FloatMath.tanhOfSum(sums, keysOfSteps[source], query, units);
        block.position((long) source * units).put(sums, 0, units);
      }
      score.position(scores.position() + (long) target * sources);
      FloatGemm.multiplyRowTransposed(
          units, sources, vectorStore.of(0), block.position(0), 0, score);
    }
  }

  private void load(int sources, FloatPointer keys) {
    if (keysOfSteps.length < sources) {
      keysOfSteps = new float[sources][units()];
      ofKeysOfSteps = new float[sources][units()];
      ofScoresOfSteps = new float[sources];
    }
    read(keys, sources, keysOfSteps);
  }

  private void read(FloatPointer rows, int count, float[][] into) {
    FloatPointer place = new FloatPointer(rows);
    for (int row = 0; row < count; row++) {
      place.position(rows.position() + (long) row * units()).get(into[row], 0, units());
    }
  }

  @Override
  void backward(
      int targets,
      FloatPointer queries,
      int sources,
      FloatPointer keys,
      FloatPointer ofScores,
      FloatPointer ofQueries,
      FloatPointer ofKeys,
      FloatPointer ofVector) {
    int units = units();
    load(sources, keys);
    read(ofKeys, sources, ofKeysOfSteps);
    new FloatPointer(ofVector).get(ofVectorSum);
    FloatPointer place = new FloatPointer(queries);
    FloatPointer ofPlace = new FloatPointer(ofQueries);
    FloatPointer score = new FloatPointer(ofScores);
    for (int target = 0; target < targets; target++) {
      long row = (long) target * units;
      place.position(queries.position() + row).get(query);
      ofPlace.position(ofQueries.position() + row).get(ofQuery);
      score
          .position(ofScores.position() + (long) target * sources)
          .get(ofScoresOfSteps, 0, sources);
      for (int source = 0; source < sources; source++) {
        float ofScore = ofScoresOfSteps[source];
        FloatMath.tanhOfSum(sums, keysOfSteps[source], query, units);
        FloatMath.addScaled(ofVectorSum, sums, ofScore, units);
        tanhGradient(sums, vector, ofScore, units);
        FloatMath.add(ofKeysOfSteps[source], sums, units);
        FloatMath.add(ofQuery, sums, units);
      }
      ofPlace.put(ofQuery, 0, units);
    }
    new FloatPointer(ofVector).put(ofVectorSum, 0, units);
    FloatPointer ofKey = new FloatPointer(ofKeys);
    for (int source = 0; source < sources; source++) {
      ofKey
          .position(ofKeys.position() + (long) source * units)
          .put(ofKeysOfSteps[source], 0, units);
    }
  }

  /** In place of the tanh: {@code g v (1 - y^2)}. */
  private static void tanhGradient(float[] y, float[] v, float gradient, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = gradient * v[i] * (1 - y[i] * y[i]);
    }
  }
}
