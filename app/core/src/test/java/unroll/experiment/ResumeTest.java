package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that stops and goes on comes to the same end, to the bit. */
class ResumeTest extends ResumedTrainings {
  static List<String> configurations() {
    return List.of(
        STREAM, EXAMPLES, AVERAGED, STREAM.replace("epochs: 2", "average-last: 2, epochs: 2"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aTrainingThatStopsAgainAndAgainComesToTheSameEnd(String keys) throws IOException {
    train(keys, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    Random random = new Random(3);
    Optional<Result> result = Optional.empty();
    int sessions = 0;
    while (result.isEmpty()) {
      result =
          train(keys, "pieces", ExistingRun.RESUMED, new StoppingObserver(1 + random.nextInt(12)));
      sessions++;
    }
    assertTrue(sessions > 3, sessions + " sessions");
    assertSameRun("whole", "pieces");
    Provenance provenance = Provenance.read(folder.resolve("pieces/provenance.json"));
    assertEquals(sessions, provenance.sessions().size());
    assertTrue(provenance.sessions().get(sessions - 1).seconds() > 0);
    assertEquals(null, provenance.sessions().get(0).seconds());
  }

  @Test
  void rowsAfterTheCheckpointAreTakenBack() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(EXAMPLES, "cut", ExistingRun.REFUSED, new StoppingObserver(9));
    Path cut = folder.resolve("cut");
    // As if the power had gone while a later row was written.
    Files.writeString(
        cut.resolve("metrics.csv"), "step,epoch\n12,0.5\n9999,", StandardOpenOption.CREATE);
    StoppingObserver observer = StoppingObserver.never();
    train(EXAMPLES, "cut", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(9), observer.resumed());
    assertSameRun("whole", "cut");
  }

  @Test
  void aFinishedRunThatIsResumedStaysAsItIs() throws IOException {
    train(EXAMPLES, "run", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(EXAMPLES, "same", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(EXAMPLES, "same", ExistingRun.RESUMED, StoppingObserver.never()).orElseThrow();
    assertSameRun("run", "same");
  }

  @Test
  void moreEpochsMayBeAskedForOnTheWay() throws IOException {
    String few = EXAMPLES.replace(", schedule: cosine", "");
    String more = few.replace("epochs: 2", "epochs: 3");
    train(few, "run", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(more, "run", ExistingRun.RESUMED, StoppingObserver.never()).orElseThrow();
    train(more, "long", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    assertSameRun("long", "run");
    assertEquals(3, FinishedRun.open(folder.resolve("run")).config().training().epochs());
  }

  /** An average that took the best model's place must not stand in the way of what comes. */
  @ParameterizedTest
  @CsvSource({"0.001,false", "0.03,true"})
  void anAverageGivesItsPlaceBackWhereATrainingGoesOn(String rate, boolean isTaken)
      throws IOException {
    String few =
        EXAMPLES
            .replace(
                "batch-size: 256, patience: 1, ",
                "batch-size: 50, evaluate-every: 9, average-last: 4, ")
            .replace(
                "schedule: cosine", "optimizer: {type: adam, learning-rate: %s}".formatted(rate))
            .replace("epochs: 2", "epochs: 3");
    String more = few.replace("epochs: 3", "epochs: 4");
    train(few, "run", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    assertEquals(isTaken, Files.exists(folder.resolve("run/model-single.zip")));
    train(more, "run", ExistingRun.RESUMED, StoppingObserver.never()).orElseThrow();
    train(more, "long", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    assertSameRun("long", "run");
    train(EXAMPLES, "run", ExistingRun.REPLACED, new StoppingObserver(1));
    assertFalse(Files.exists(folder.resolve("run/average")));
    assertFalse(Files.exists(folder.resolve("run/model-single.zip")));
  }
}
