package unroll.layers.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.SequenceLoss;

class OutputKernelTest {
  private static final int INPUTS = 19;

  @BeforeAll
  static void aProcessorComputes() {
    assumeTrue(Nd4j.getEnvironment().isCPU(), "the kernel for processors is not for CUDA");
  }

  /** A batch with the arrays that its gradients go to. */
  private record Case(LabeledRows rows, OutputWeights weights, OutputGradients gradients) {
    static Case of(int count, int outputs, boolean isDense, boolean isTransposed, boolean isPart) {
      Nd4j.getRandom().setSeed(3);
      Random random = new Random(4);
      INDArray matrix = Nd4j.randn(DataType.FLOAT, count, INPUTS);
      int[] places = IntStream.range(0, count).filter(row -> !isPart || row % 3 != 1).toArray();
      OutputTargets targets =
          isDense
              ? new OutputTargets.Numbers(Nd4j.rand(DataType.FLOAT, count, outputs))
              : new OutputTargets.Symbols(random.ints(count, 0, outputs).toArray());
      long[] shape = isTransposed ? new long[] {outputs, INPUTS} : new long[] {INPUTS, outputs};
      return new Case(
          new LabeledRows(matrix, places, targets),
          new OutputWeights(view(shape), isTransposed, view(outputs)),
          new OutputGradients(
              view(shape), view(outputs), Nd4j.zeros(DataType.FLOAT, count, INPUTS)));
    }

    /** A part of a longer vector, as a network's parameters are. */
    private static INDArray view(long... shape) {
      long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      return Nd4j.randn(DataType.FLOAT, length + 10)
          .get(NDArrayIndex.interval(7, 7 + length))
          .reshape('c', shape);
    }

    List<INDArray> results(OutputKernel kernel) {
      double[] losses = kernel.train(rows, weights, gradients);
      INDArray output = Nd4j.create(DataType.FLOAT, rows.matrix().size(0), weights.outputs());
      kernel.activate(rows.matrix(), weights, output);
      return List.of(
          Nd4j.createFromArray(losses),
          gradients.weights().dup(),
          gradients.bias().dup(),
          gradients.input().dup(),
          output);
    }
  }

  private static void assertClose(List<INDArray> expected, List<INDArray> actual, double error) {
    for (int i = 0; i < expected.size(); i++) {
      double size = Math.max(1, expected.get(i).amaxNumber().doubleValue());
      double difference = expected.get(i).sub(actual.get(i)).amaxNumber().doubleValue();
      assertTrue(difference < error * size, "result " + i + " differs by " + difference);
    }
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (SequenceLoss loss : SequenceLoss.values()) {
      for (boolean isDense : new boolean[] {false, true}) {
        if (isDense || loss == SequenceLoss.SOFTMAX_CROSS_ENTROPY) {
          for (int outputs : new int[] {1, 5, 65, 2_500}) {
            cases.add(Arguments.of(loss, isDense, outputs, outputs % 2 == 0, true));
            cases.add(Arguments.of(loss, isDense, outputs, outputs % 2 == 1, false));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theKernelForProcessorsEqualsThePortableOne(
      SequenceLoss loss, boolean isDense, int outputs, boolean isTransposed, boolean isPart) {
    double smoothing = loss == SequenceLoss.SOFTMAX_CROSS_ENTROPY ? 0.1 : 0;
    Case batch = Case.of(301, outputs, isDense, isTransposed, isPart);
    assertClose(
        batch.results(new PortableOutput(loss, smoothing, OutputKernel.BLOCK_NUMBERS)),
        batch.results(new CpuOutput(loss, smoothing, OutputKernel.BLOCK_NUMBERS)),
        1e-5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 65 * 7, 65 * 150})
  void blocksOfAnySizeGiveTheSame(long blockNumbers) {
    SequenceLoss loss = SequenceLoss.SOFTMAX_CROSS_ENTROPY;
    for (boolean isTransposed : new boolean[] {false, true}) {
      Case batch = Case.of(301, 65, false, isTransposed, true);
      List<INDArray> whole = batch.results(new PortableOutput(loss, 0, 1_000_000));
      assertClose(whole, batch.results(new PortableOutput(loss, 0, blockNumbers)), 1e-5);
      assertClose(whole, batch.results(new CpuOutput(loss, 0, blockNumbers)), 1e-5);
    }
  }

  @Test
  void theLossAloneIsTheLossOfTraining() {
    Case batch = Case.of(301, 65, false, false, true);
    OutputKernel kernel = new CpuOutput(SequenceLoss.SOFTMAX_CROSS_ENTROPY, 0, 65 * 20);
    assertArrayEquals(
        kernel.train(batch.rows(), batch.weights(), batch.gradients()),
        kernel.losses(batch.rows(), batch.weights()));
  }

  @ParameterizedTest
  @ValueSource(floats = {1e30f, -1e30f, 3e38f})
  void theCrossEntropyOfHugeLogitsIsANumber(float weight) {
    assertTrue(Double.isFinite(lossOf(weight, SequenceLoss.SOFTMAX_CROSS_ENTROPY, true)));
    assertTrue(Double.isFinite(lossOf(weight, SequenceLoss.SOFTMAX_CROSS_ENTROPY, false)));
    assertTrue(Double.isFinite(lossOf(weight, SequenceLoss.SIGMOID_CROSS_ENTROPY, true)));
    assertTrue(Double.isFinite(lossOf(weight, SequenceLoss.SIGMOID_CROSS_ENTROPY, false)));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void theLossOfLogitsThatAreNoNumbersIsNone(float weight) {
    for (SequenceLoss loss : SequenceLoss.values()) {
      assertFalse(Double.isFinite(lossOf(weight, loss, true)));
      assertFalse(Double.isFinite(lossOf(weight, loss, false)));
    }
  }

  private static double lossOf(float weight, SequenceLoss loss, boolean isCpu) {
    boolean isDense = loss != SequenceLoss.SOFTMAX_CROSS_ENTROPY;
    Case batch = Case.of(40, 5, isDense, false, false);
    batch.rows().matrix().putScalar(0, 0, 1f);
    batch.weights().matrix().assign(0).putScalar(0, 2, weight);
    OutputKernel kernel =
        isCpu ? new CpuOutput(loss, 0, 1_000) : new PortableOutput(loss, 0, 1_000);
    return kernel.losses(batch.rows(), batch.weights())[0];
  }

  @Test
  void aLossIsNotTheLogarithmOfARoundedProbability() {
    Case batch = Case.of(40, 2, false, false, false);
    batch.rows().matrix().assign(0).putColumn(0, Nd4j.ones(DataType.FLOAT, 40));
    batch.weights().matrix().assign(0).putScalar(0, 0, 500f);
    batch.weights().bias().assign(0);
    int[] ids = ((OutputTargets.Symbols) batch.rows().targets()).ids();
    OutputKernel kernel = new CpuOutput(SequenceLoss.SOFTMAX_CROSS_ENTROPY, 0, 1_000);
    double[] losses = kernel.losses(batch.rows(), batch.weights());
    for (int row = 0; row < losses.length; row++) {
      assertEquals(ids[row] == 0 ? 0 : 500, losses[row], 1e-9);
    }
  }

  @Test
  void aStepGivesTheProbabilitiesOfARowWithTheWeightsAsTheyAreThen() {
    for (boolean isTransposed : new boolean[] {false, true}) {
      Case batch = Case.of(3, 65, false, isTransposed, false);
      CpuOutput kernel = new CpuOutput(SequenceLoss.SOFTMAX_CROSS_ENTROPY, 0.1, 1_000);
      OutputStep step = kernel.step(batch.weights());
      double[] before = new double[65];
      double[] after = new double[65];
      FloatPointer hidden = NativeMatrix.of(batch.rows().matrix()).position(INPUTS);
      step.probabilities(hidden, before);
      batch.weights().matrix().muli(2);
      batch.weights().bias().addi(Nd4j.rand(DataType.FLOAT, 65));
      step.probabilities(hidden, after);
      INDArray output = Nd4j.create(DataType.FLOAT, 3, 65);
      kernel.activate(batch.rows().matrix(), batch.weights(), output);
      assertArrayEquals(output.getRow(1).toDoubleVector(), after, 1e-6);
      assertFalse(Arrays.equals(before, after));
      assertEquals(1, Arrays.stream(after).sum(), 1e-9);
    }
  }
}
