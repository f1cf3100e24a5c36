package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Labels that are fed back, and steps that hold a frame, a symbol or nothing. */
class BatchAssemblerTest {
  private static final int NONE = Symbols.NONE;
  private static final int FRAME = Symbols.FRAME;
  private static final FrameShape SQUARE = new FrameShape(1, 2, 2);
  private static final Channel PICTURES = new Channel.Mixed(SQUARE, 9);
  private static final Channel FIVE = Channel.symbols(5);

  private static DataSet assemble(DataShape shape, SequenceExample... rows) {
    return new BatchAssembler(shape, DataType.FLOAT).assemble(List.of(rows));
  }

  private static DataShape captions(OptionalInt feedback) {
    return new DataShape(Topology.ONE_TO_MANY, PICTURES, FIVE, feedback);
  }

  private static DataShape translation(OptionalInt feedback) {
    return new DataShape(Topology.DELAYED_MANY_TO_MANY, Channel.symbols(12), FIVE, feedback);
  }

  private static Frames frame(float... numbers) {
    return new Frames(numbers, 4);
  }

  /** What stands at the steps of every row: of mixed steps the first number. */
  private static int[][] ids(INDArray steps) {
    int[][] ids = new int[(int) steps.size(0)][(int) steps.size(2)];
    for (int row = 0; row < ids.length; row++) {
      for (int step = 0; step < ids[row].length; step++) {
        ids[row][step] = steps.getInt(row, 0, step);
      }
    }
    return ids;
  }

  private static int[][] ones(INDArray mask) {
    return mask.toIntMatrix();
  }

  @Test
  void aPictureStandsFirstAndTheLabelsFollowOneStepLater() {
    DataSet batch =
        assemble(
            captions(OptionalInt.of(4)),
            new SequenceExample(frame(1, 2, 3, 4), Symbols.of(0, 3, 2)),
            new SequenceExample(frame(5, 6, 7, 8), Symbols.of(4)),
            new SequenceExample(frame(9, 10, 11, 12), Symbols.of(2, 2, 0, 1)));

    assertArrayEquals(new long[] {3, 5, 4}, batch.getFeatures().shape());
    assertEquals(DataType.FLOAT, batch.getFeatures().dataType());
    assertArrayEquals(
        new int[][] {
          {FRAME, 4, 7, NONE}, {FRAME, NONE, NONE, NONE}, {FRAME, 6, 6, 4},
        },
        ids(batch.getFeatures()));
    assertArrayEquals(
        new int[][] {{0, 3, 2, 0}, {4, 0, 0, 0}, {2, 2, 0, 1}}, ids(batch.getLabels()));
    int[][] mask = {{1, 1, 1, 0}, {1, 0, 0, 0}, {1, 1, 1, 1}};
    assertArrayEquals(mask, ones(batch.getFeaturesMaskArray()));
    assertArrayEquals(mask, ones(batch.getLabelsMaskArray()));
  }

  @Test
  void everyNumberOfAPictureArrivesToTheBitAndTheOtherStepsHoldZeros() {
    Random random = new Random(3);
    float[][] pictures = new float[3][4];
    SequenceExample[] rows = new SequenceExample[3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 4; i++) {
        pictures[row][i] = (float) random.nextGaussian();
      }
      rows[row] = new SequenceExample(frame(pictures[row]), Symbols.of(new int[1 + row]));
    }
    pictures[1][2] = Float.MIN_VALUE;
    pictures[2][0] = -Float.MAX_VALUE;
    INDArray features = assemble(captions(OptionalInt.of(4)), rows).getFeatures();

    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 4; i++) {
        for (int step = 0; step < 3; step++) {
          assertEquals(
              step == 0 ? pictures[row][i] : 0f,
              features.getFloat(row, 1 + i, step),
              "row " + row + ", number " + i + ", step " + step);
        }
      }
    }
  }

  @Test
  void picturesArriveTheSameFromBytesAndInDoubles() {
    byte[] bytes = {0, 1, (byte) 128, (byte) 255};
    SequenceExample example = new SequenceExample(Frames.ofBytes(bytes, 4), Symbols.of(0));
    INDArray features =
        new BatchAssembler(captions(OptionalInt.empty()), DataType.DOUBLE)
            .assemble(List.of(example))
            .getFeatures();

    assertEquals(DataType.DOUBLE, features.dataType());
    assertArrayEquals(
        new double[] {FRAME, 0, 1 / 255f, 128 / 255f, 1}, features.dup('c').data().asDouble());
  }

  @Test
  void withoutFeedbackNothingStandsBehindTheInput() {
    DataSet captions =
        assemble(
            captions(OptionalInt.empty()),
            new SequenceExample(frame(1, 2, 3, 4), Symbols.of(0, 3, 2)));
    assertArrayEquals(new int[][] {{FRAME, NONE, NONE}}, ids(captions.getFeatures()));

    DataSet translation =
        assemble(
            translation(OptionalInt.empty()),
            new SequenceExample(Symbols.of(6, 1), Symbols.of(1, 3, 2)));
    assertArrayEquals(new int[][] {{6, 1, NONE, NONE, NONE}}, ids(translation.getFeatures()));
  }

  @Test
  void behindASentenceTheFirstLabelReadsNothingAndTheOthersTheLabelBefore() {
    DataSet batch =
        assemble(
            translation(OptionalInt.of(7)),
            new SequenceExample(Symbols.of(6, 1), Symbols.of(1, 0, 4, 2)),
            new SequenceExample(Symbols.of(3), Symbols.of(2)),
            new SequenceExample(Symbols.of(5, 5, 5, 5), Symbols.of(3, 3)));

    assertEquals(DataType.INT32, batch.getFeatures().dataType());
    assertArrayEquals(
        new int[][] {
          {6, 1, NONE, 8, 7, 11}, {3, NONE, NONE, NONE, NONE, NONE}, {5, 5, 5, 5, NONE, 10},
        },
        ids(batch.getFeatures()));
    assertArrayEquals(
        new int[][] {{0, 0, 1, 0, 4, 2}, {0, 2, 0, 0, 0, 0}, {0, 0, 0, 0, 3, 3}},
        ids(batch.getLabels()));
    assertArrayEquals(
        new int[][] {{1, 1, 1, 1, 1, 1}, {1, 1, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}},
        ones(batch.getFeaturesMaskArray()));
    assertArrayEquals(
        new int[][] {{0, 0, 1, 1, 1, 1}, {0, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1}},
        ones(batch.getLabelsMaskArray()));
  }

  @Test
  void theMaskTellsAnEncodersStepsFromADecoders() {
    DataShape apart =
        new DataShape(
            Topology.ENCODER_DECODER,
            translation(OptionalInt.of(7)).input(),
            translation(OptionalInt.of(7)).labels(),
            OptionalInt.of(7));
    SequenceExample[] rows = {
      new SequenceExample(Symbols.of(6, 1), Symbols.of(1, 0, 4, 2)),
      new SequenceExample(Symbols.of(5, 5, 5, 5), Symbols.of(3, 3))
    };
    DataSet batch = assemble(apart, rows);
    DataSet inOneStack = assemble(translation(OptionalInt.of(7)), rows);

    assertEquals(inOneStack.getFeatures(), batch.getFeatures());
    assertEquals(inOneStack.getLabels(), batch.getLabels());
    assertEquals(inOneStack.getLabelsMaskArray(), batch.getLabelsMaskArray());
    assertArrayEquals(
        new int[][] {{1, 1, 2, 2, 2, 2}, {1, 1, 1, 1, 2, 2}}, ones(batch.getFeaturesMaskArray()));
  }

  @Test
  void framesMayStandBeforeASentenceThatIsFedBack() {
    DataShape shape =
        new DataShape(Topology.DELAYED_MANY_TO_MANY, PICTURES, FIVE, OptionalInt.of(2));
    DataSet batch =
        assemble(
            shape,
            new SequenceExample(frame(1, 2, 3, 4, 5, 6, 7, 8), Symbols.of(4, 0)),
            new SequenceExample(frame(9, 10, 11, 12), Symbols.of(1, 3, 0)));

    assertArrayEquals(
        new int[][] {{FRAME, FRAME, NONE, 6}, {FRAME, NONE, 3, 5}}, ids(batch.getFeatures()));
    assertEquals(7, batch.getFeatures().getFloat(0, 3, 1));
    assertEquals(0, batch.getFeatures().getFloat(0, 3, 2));
    assertEquals(11, batch.getFeatures().getFloat(1, 3, 0));
    assertNull(batch.getFeaturesMaskArray());
  }

  @Test
  void aMixedInputMayBeSymbolsAlone() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, PICTURES, FIVE);
    DataSet batch =
        assemble(
            shape,
            new SequenceExample(Symbols.of(8, 0, 3), Symbols.of(1)),
            new SequenceExample(frame(1, 2, 3, 4), Symbols.of(2)));

    assertArrayEquals(new int[][] {{8, 0, 3}, {FRAME, NONE, NONE}}, ids(batch.getFeatures()));
    assertEquals(4, batch.getFeatures().getFloat(1, 4, 0));
    assertEquals(0, batch.getFeatures().getFloat(0, 4, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Topology.class,
      names = {"MANY_TO_MANY", "ONE_TO_ONE", "MANY_TO_ONE"})
  void feedbackChangesNoStepThatHasAnInputOfItsOwn(Topology topology) {
    SequenceExample example =
        switch (topology) {
          case ONE_TO_ONE -> new SequenceExample(Symbols.of(3), Symbols.of(4));
          case MANY_TO_ONE -> new SequenceExample(Symbols.of(3, 0, 1), Symbols.of(4));
          default -> new SequenceExample(Symbols.of(3, 0, 1), Symbols.of(4, 1, 2));
        };
    DataShape fedBack = new DataShape(topology, FIVE, FIVE, OptionalInt.of(0));
    DataShape not = new DataShape(topology, FIVE, FIVE);

    assertEquals(assemble(not, example).getFeatures(), assemble(fedBack, example).getFeatures());
  }

  @Test
  void answersOfYesAndNoStandOneBelowTheOther() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(1), new Channel.YesNo(3));
    DataSet batch =
        assemble(
            shape,
            new SequenceExample(
                new Frames(new float[] {5, 6}, 1), new Frames(new float[] {1, 0, 1}, 3)),
            new SequenceExample(
                new Frames(new float[] {7}, 1), new Frames(new float[] {0, 1, 1}, 3)));

    assertArrayEquals(new long[] {2, 3, 2}, batch.getLabels().shape());
    assertEquals(
        "[0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0]",
        Arrays.toString(batch.getLabels().dup('c').data().asFloat()));
    assertArrayEquals(new int[][] {{0, 1}, {1, 0}}, ones(batch.getLabelsMaskArray()));
  }
}
