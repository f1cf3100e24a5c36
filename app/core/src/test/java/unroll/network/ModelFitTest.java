package unroll.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Topology;

class ModelFitTest {
  private static final Path RUN = Path.of("run");

  private static String misfit(String keys, DataShape trained, DataShape files) {
    RecurrentNetwork network = SmallModels.of(keys, trained, SmallModels.SGD);
    return assertThrows(UserException.class, () -> ModelFit.require(network, files, RUN))
        .getMessage();
  }

  private static DataShape many(Channel input, Channel labels) {
    return new DataShape(Topology.MANY_TO_MANY, input, labels);
  }

  @Test
  void aModelFitsTheShapeItWasMadeFor() {
    for (DataShape shape :
        new DataShape[] {
          SmallModels.TAGS, SmallModels.TEXT, SmallModels.ROWS, SmallModels.SERIES
        }) {
      assertDoesNotThrow(
          () -> ModelFit.require(SmallModels.of("units: 2", shape, SmallModels.SGD), shape, RUN));
    }
    assertDoesNotThrow(
        () ->
            ModelFit.require(
                SmallModels.of("units: 2, embedding: 3", SmallModels.CLIPS, SmallModels.SGD),
                SmallModels.CLIPS,
                RUN));
  }

  @Test
  void anotherNumberOfSymbolsIsToldWithBoth() {
    assertEquals(
        "run: the model reads one of 7 symbols, but by the run's other files it should be one of 8"
            + " symbols: not of one run",
        misfit("units: 2", SmallModels.TAGS, many(Channel.symbols(8), Channel.symbols(4))));
    assertEquals(
        "run: the model answers one of 4 symbols, but by the run's other files it should be one of"
            + " 5 symbols: not of one run",
        misfit(
            "units: 2, embedding: 3",
            SmallModels.TAGS,
            many(Channel.symbols(7), Channel.symbols(5))));
  }

  @Test
  void anotherKindOfInputOrAnswerIsTold() {
    assertEquals(
        "run: the model reads 5 numbers, but by the run's other files it should be one of 5"
            + " symbols: not of one run",
        misfit("units: 2", SmallModels.SERIES, many(Channel.symbols(5), Channel.numbers(2))));
    assertEquals(
        "run: the model answers 2 numbers, but by the run's other files it should be 2 times yes or"
            + " no: not of one run",
        misfit("units: 2", SmallModels.SERIES, many(Channel.numbers(5), new Channel.YesNo(2))));
    Channel smaller = new Channel.Mixed(new FrameShape(3, 9, 8), 10);
    assertEquals(
        "run: the model reads frames of 3 x 9 x 7 numbers and 10 symbols, but by the run's other"
            + " files it should be frames of 3 x 9 x 8 numbers and 10 symbols: not of one run",
        misfit(
            "units: 2, embedding: 3",
            SmallModels.CLIPS,
            new DataShape(Topology.MANY_TO_ONE, smaller, Channel.symbols(4))));
  }

  @Test
  void anotherTopologyIsTold() {
    assertEquals(
        "run: the model answers every step, but by the run's other files it should be once a"
            + " sequence: not of one run",
        misfit(
            "units: 2",
            SmallModels.TAGS,
            new DataShape(Topology.MANY_TO_ONE, Channel.symbols(7), Channel.symbols(4))));
    assertEquals(
        "run: the model reads sequences from both ends, but by the run's other files it should be"
            + " one step after the other: not of one run",
        misfit(
            "units: 2, bidirectional: true",
            SmallModels.TEXT,
            new DataShape(
                Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(7), OptionalInt.of(0))));
  }
}
