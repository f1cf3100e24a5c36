package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;

/** A film of models is the same whether a training stopped or not. */
class FilmResumeTest extends ResumedTrainings {
  /** Frames at the steps 0, 1, 2, 4, 7, 13, 24, 42, 75 and so on. */
  private static final String FILMED =
      STREAM.replace("evaluate-every: 25", "film-frames: 4, evaluate-every: 25");

  private Map<String, byte[]> film(String run) throws IOException {
    Map<String, byte[]> frames = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(run).resolve("film"))) {
      for (Path file : files.toList()) {
        frames.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return frames;
  }

  private void assertSameFilm(String one, String other) throws IOException {
    Map<String, byte[]> frames = film(one);
    Map<String, byte[]> others = film(other);
    assertEquals(frames.keySet(), others.keySet());
    frames.forEach((name, bytes) -> assertArrayEquals(bytes, others.get(name), name));
  }

  @Test
  void theFilmOfATrainingThatStopsAgainAndAgainIsTheSameToTheByte() throws IOException {
    train(FILMED, "whole", ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    Random random = new Random(4);
    while (train(FILMED, "cut", ExistingRun.RESUMED, new StoppingObserver(1 + random.nextInt(30)))
        .isEmpty()) {
      // What a process that was killed later than its last checkpoint leaves.
      Files.write(folder.resolve("cut/film/step-00009999.zip"), new byte[] {1});
    }
    assertSameRun("whole", "cut");
    assertSameFilm("whole", "cut");
    assertTrue(
        film("whole").keySet().containsAll(List.of("step-00000000.zip", "step-00000056.zip")),
        film("whole").keySet().toString());
  }

  @Test
  void aFilmHasTheModelsOfItsStepsWithoutTheOptimizersState() throws IOException {
    String keys = FILMED.replace("evaluate-every: 25", "evaluate-every: 10");
    train(keys, "run", ExistingRun.REFUSED, new StoppingObserver(10));
    List<FilmFrame> film = FinishedRun.open(folder.resolve("run")).film();
    assertEquals(List.of(0, 1, 2, 3, 6, 10), film.stream().map(FilmFrame::step).toList());
    RecurrentNetwork frame = film.get(5).model();
    RecurrentNetwork checkpoint = ModelFile.read(folder.resolve("run/checkpoint-10.zip")).network();
    assertEquals(checkpoint.dl4j().params(), frame.dl4j().params());
    assertEquals(10, frame.dl4j().getIterationCount());
    assertTrue(
        Files.size(film.get(5).file()) < 0.5 * Files.size(folder.resolve("run/checkpoint-10.zip")));
  }

  @Test
  void theFilmOfAnOverwrittenRunGoesAway() throws IOException {
    train(FILMED, "run", ExistingRun.REFUSED, new StoppingObserver(12));
    train(STREAM, "run", ExistingRun.REPLACED, new StoppingObserver(3));
    assertFalse(Files.exists(folder.resolve("run/film")));
    train(FILMED, "run", ExistingRun.REPLACED, new StoppingObserver(3));
    assertEquals(4, film("run").size());
  }
}
