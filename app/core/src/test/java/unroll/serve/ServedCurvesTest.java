package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.serve.ServedHttp.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a run, while it trains too. */
class ServedCurvesTest {
  @Test
  void theCurvesOfATrainingGrow(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.young(folder);
    String head = "step,epoch,learning-rate,gradient-norm,training-loss\n";
    try (ServedHttp young = ServedHttp.of(run)) {
      JsonNode none = json(young.get("/api/runs/young/curves"));
      assertEquals("[]", none.get("rows").toString());
      Path metrics =
          Files.writeString(run.resolve("metrics.csv"), head + "5,1.0,0.1,2.0,1.5\n10,Na");
      assertEquals(
          "[[5.0,1.0,0.1,2.0,1.5]]",
          json(young.get("/api/runs/young/curves")).get("rows").toString());
      // A row whose last figure may lack digits is as little there as one that lacks figures.
      Files.writeString(
          metrics, head + "5,1.0,0.1,2.0,1.5\n10,2.0,0.1,NaN,1.2\n15,3.0,0.1,1.0,0.1");
      JsonNode curves = json(young.get("/api/runs/young/curves"));
      assertEquals(
          "[\"step\",\"epoch\",\"learning-rate\",\"gradient-norm\",\"training-loss\"]",
          curves.get("columns").toString());
      assertEquals(
          "[[5.0,1.0,0.1,2.0,1.5],[10.0,2.0,0.1,null,1.2]]", curves.get("rows").toString());
      assertTrue(curves.get("training").asBoolean());
      Files.writeString(metrics, "25\n", StandardOpenOption.APPEND);
      Files.writeString(run.resolve("result.json"), "{}");
      JsonNode later = json(young.get("/api/runs/young/curves?after=10"));
      assertEquals("[[15.0,3.0,0.1,1.0,0.125]]", later.get("rows").toString());
      assertFalse(later.get("training").asBoolean());
    }
  }

  @Test
  void curvesThatNoTrainingWritesAreSaidInALine(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.young(folder);
    Files.writeString(run.resolve("metrics.csv"), "step,training-loss\n5,1.5\n");
    try (ServedHttp young = ServedHttp.of(run)) {
      HttpResponse<String> refused = young.get("/api/runs/young/curves");
      assertEquals(500, refused.statusCode());
      assertEquals(
          "young/metrics.csv, line 1: expected the columns"
              + " step,epoch,learning-rate,gradient-norm,training-loss first, found"
              + " step,training-loss",
          json(refused).get("error").asText());
    }
  }
}
