package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;

/** The configuration for multi30k with a quarter of its epochs, on the full training set. */
@Tag("slow")
class RealTranslationSlowTest {
  private static final int ALONE = 200;

  @TempDir private Path folder;

  @Test
  void threeEpochsTranslateAndASentenceAloneIsTranslatedAsAmongOthers() throws IOException {
    Path data = CommandLineRun.project("../shared/data");
    assumeTrue(Files.isDirectory(data.resolve("multi30k")), "multi30k is not there");
    Path run = folder.resolve("run");
    CommandLineRun trained =
        CommandLineRun.of(
            "train",
            CommandLineRun.project("app/configs/translation/multi30k.yaml").toString(),
            "--set=training.epochs=3",
            "--data=" + data,
            "--out=" + run);
    assertEquals(0, trained.code(), trained.err());
    double bleu =
        new ObjectMapper()
            .readTree(run.resolve("result.json").toFile())
            .at("/test/bleu")
            .asDouble();
    assertTrue(bleu >= 30, "test BLEU " + bleu);

    FinishedRun finished = FinishedRun.open(run);
    Predictor predictor = finished.config().task().predictor(finished.model(), run);
    List<String> rows = Files.readAllLines(run.resolve("test-predictions.tsv"));
    for (String row : rows.subList(1, 1 + ALONE)) {
      String[] cells = row.split("\t", -1);
      assertEquals(
          Vocabulary.unescape(cells[2]),
          predictor.answer(Vocabulary.unescape(cells[0])).orElseThrow().get("translation"),
          cells[0]);
    }
  }
}
