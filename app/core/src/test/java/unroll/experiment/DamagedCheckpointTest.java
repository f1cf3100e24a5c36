package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A checkpoint that is not whole costs time and nothing else. */
class DamagedCheckpointTest extends ResumedTrainings {
  @Test
  void aDamagedCheckpointCostsNoModelOfAnAverage() throws IOException {
    train(AVERAGED, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(AVERAGED, "run", ExistingRun.REFUSED, new StoppingObserver(15));
    Files.write(folder.resolve("run/checkpoint-15.zip"), new byte[0]);
    StoppingObserver observer = StoppingObserver.never();
    train(AVERAGED, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(14), observer.resumed());
    assertSameRun("whole", "run");
  }

  /** At every section of the file, and at random places. */
  @Test
  void aDamagedNewestCheckpointFallsBackToTheOneBefore() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(16));
    Path newest = folder.resolve("run/checkpoint-16.zip");
    byte[] bytes = Files.readAllBytes(newest);
    assertTrue(Files.exists(folder.resolve("run/checkpoint-14.zip")));
    Random random = new Random(5);
    CheckpointFiles checkpoints = new CheckpointFiles(folder.resolve("run"));
    List<Integer> places = new ArrayList<>(List.of(0, 30, bytes.length - 1, bytes.length - 40));
    random.ints(40, 0, bytes.length).forEach(places::add);
    for (int place : places) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(newest, damaged);
      List<String> warnings = new ArrayList<>();
      assertEquals(14, checkpoints.newest(warnings::add).orElseThrow().step(), "place " + place);
      assertEquals(
          List.of(newest + ": damaged (its SHA-256 is another); looking for the checkpoint before"),
          warnings);
      Files.write(newest, Arrays.copyOf(bytes, place));
      assertEquals(14, checkpoints.newest(warnings::add).orElseThrow().step(), "cut at " + place);
    }
    StoppingObserver observer = StoppingObserver.never();
    train(EXAMPLES, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(14), observer.resumed());
    assertEquals(1, observer.warnings().size());
    assertSameRun("whole", "run");
  }

  @Test
  void withoutAWholeCheckpointTheRunBeginsAnew() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(16));
    Files.write(folder.resolve("run/checkpoint-16.zip"), new byte[0]);
    Files.delete(folder.resolve("run/checkpoint-14.zip.sha256"));
    StoppingObserver observer = StoppingObserver.never();
    train(EXAMPLES, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(2, observer.warnings().size());
    assertEquals(List.of(), observer.resumed());
    assertSameRun("whole", "run");
  }
}
