package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.serve.TrainedRuns;

class ReportTest {
  @TempDir private Path folder;

  private static String html(Path... folders) {
    return Report.of(List.of(folders)).html();
  }

  private static void requireSame(JsonNode line, List<String> csv, String column) {
    int index = List.of(csv.get(0).split(",")).indexOf(column);
    assertEquals(csv.size() - 1, line.get("steps").size());
    for (int row = 1; row < csv.size(); row++) {
      String[] cells = csv.get(row).split(",");
      assertEquals(Integer.parseInt(cells[0]), line.at("/steps/" + (row - 1)).intValue());
      assertEquals(Double.parseDouble(cells[index]), line.at("/values/" + (row - 1)).doubleValue());
    }
  }

  @Test
  void theCurvesAreTheColumnsOfTheRunsFilesToTheBit() throws Exception {
    JsonNode data = PageTest.dataOf(html(TrainedRuns.hello(), TrainedRuns.rows()));
    assertEquals("[\"hello\",\"rows\"]", data.get("runs").toString());
    List<String> names = new ArrayList<>();
    for (JsonNode curve : data.get("curves")) {
      String name = curve.get("name").textValue();
      names.add(name);
      for (JsonNode line : curve.get("lines")) {
        Path run = List.of(TrainedRuns.hello(), TrainedRuns.rows()).get(line.get("run").intValue());
        String file = name.equals("symbols-per-second") ? "times.csv" : "metrics.csv";
        requireSame(line, Files.readAllLines(run.resolve(file)), name);
      }
    }
    assertEquals("training-loss", names.get(0));
    assertTrue(
        names.containsAll(
            List.of("validation-auc", "learning-rate", "gradient-norm", "symbols-per-second")),
        names.toString());
    assertEquals(2, data.at("/curves/0/lines").size());
  }

  @Test
  void theTablesHoldEveryFigureOfTheResultsAndTheBaselines() throws Exception {
    String html = html(TrainedRuns.hello(), TrainedRuns.rows());
    JsonNode result =
        new ObjectMapper().readTree(TrainedRuns.rows().resolve("result.json").toFile());
    List<JsonNode> groups = new ArrayList<>(List.of(result.get("test"), result.get("validation")));
    for (JsonNode method : result.get("baselines")) {
      method.forEach(groups::add);
    }
    assertTrue(groups.size() >= 6, groups.toString());
    for (JsonNode group : groups) {
      for (JsonNode value : group) {
        assertTrue(html.contains("title=\"" + value.doubleValue() + "\""), value.toString());
      }
    }
    assertTrue(html.contains("logistic-regression <small>simple method</small>"));
  }

  @Test
  void theBestOfAColumnIsMarkedByTheDirectionOfItsMetric() throws Exception {
    Path good = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("good"));
    Path bad = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("bad"));
    String result =
        "{\"ending\":\"epochs-done\",\"steps\":1,\"test\":{\"accuracy\":%s,\"loss\":%s},"
            + "\"baselines\":{\"simple\":{\"test\":{\"accuracy\":0.25,\"loss\":%s}}}}";
    Files.writeString(good.resolve("result.json"), result.formatted("0.75", "0.5", "0.125"));
    Files.writeString(bad.resolve("result.json"), result.formatted("0.5", "2.5", "0.125"));
    String html = html(good, bad);
    assertTrue(html.contains("class=\"number best\" title=\"0.75\""));
    assertTrue(html.contains("class=\"number best\" title=\"0.125\""));
    assertEquals(2, html.split("number best", -1).length - 1);
  }

  @Test
  void confusionsHoldCountsAndSharesOfTheRow() throws Exception {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), folder.resolve("run"));
    Files.writeString(run.resolve("test-confusion.tsv"), "expected\ta\tb\na\t3\t1\nb\t0\t8\n");
    String html = html(run);
    assertTrue(html.contains("<td class=\"number hit-8\">3 <small>75&nbsp;%</small></td>"));
    assertTrue(html.contains("<td class=\"number miss-3\">1 <small>25&nbsp;%</small></td>"));
    assertTrue(html.contains("<td class=\"number hit-10\">8 <small>100&nbsp;%</small></td>"));
  }

  @Test
  void examplesThatWouldBeMarkupAreText() throws Exception {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), folder.resolve("run"));
    Files.writeString(
        run.resolve("test-predictions.tsv"),
        "input\texpected\tpredicted\tprobability\n"
            + "</script><img src=x onerror=alert(1)>\t\"'\ta\\tb\u0007\t0.5\n"
            + "fine\tx\tx\t1.0\n");
    String html = html(run);
    assertFalse(html.contains("<img"));
    assertTrue(html.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"));
    assertTrue(html.contains("<td>&quot;&#39;</td><td>a\tb␇</td><td class=\"number\">0.5</td>"));
    assertTrue(html.contains("run, test: 1 of 2 wrong"));
  }

  @Test
  void onlyKeysThatDifferAreCompared() throws Exception {
    Path other = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("other"));
    String config = Files.readString(other.resolve("config.yaml"));
    Files.writeString(
        other.resolve("config.yaml"), config.replaceFirst("(?m)^(\\s+)units: 3$", "$1units: 5"));
    String html = html(TrainedRuns.hello(), other);
    assertTrue(
        html.contains(
            "<tr><th scope=\"row\" class=\"code\">network.units</th>"
                + "<td class=\"code\">3</td><td class=\"code\">5</td></tr>"));
    assertFalse(html.contains("network.cell"));
    assertTrue(html(TrainedRuns.hello()).contains("nothing to compare it with"));
  }

  @Test
  void aRunThatIsStillTrainingIsShownAsFarAsItCame() throws Exception {
    Path run = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("run"));
    Files.delete(run.resolve("result.json"));
    Path metrics = run.resolve("metrics.csv");
    List<String> lines = Files.readAllLines(metrics);
    Files.writeString(metrics, Files.readString(metrics) + "9999,12");
    String html = html(run);
    assertTrue(html.contains("still training, or stopped"));
    assertTrue(html.contains("No run has come to a result yet."));
    assertEquals(lines.size() - 1, PageTest.dataOf(html).at("/curves/0/lines/0/steps").size());
    Files.delete(metrics);
    Files.delete(run.resolve("times.csv"));
    assertEquals(0, PageTest.dataOf(html(run)).get("curves").size());
  }

  @Test
  void figuresByLengthOfAllRunsAreInOneCurve() throws Exception {
    Path numbers = TrainedRuns.numbers();
    Path copy = TrainedRuns.copy(numbers, folder.resolve("copy"));
    Files.writeString(
        copy.resolve("test-by-length.tsv"),
        "length\tsentences\texact-match\tchrf\n2\t10\t0.500000\t80.250000\n7\t4\t0.1\t20\n");
    JsonNode found = null;
    for (JsonNode curve : PageTest.dataOf(html(numbers, copy)).get("curves")) {
      boolean isByLength = curve.get("name").asText().equals("test-exact-match-by-length");
      found = isByLength ? curve : found;
      assertEquals(
          curve.get("name").asText().endsWith("-by-length") ? "source length" : "optimizer step",
          curve.get("over").asText());
    }
    assertEquals(2, found.get("lines").size());
    assertEquals("[2,7]", found.at("/lines/1/steps").toString());
    assertEquals("[0.5,0.1]", found.at("/lines/1/values").toString());
    List<String> table = Files.readAllLines(numbers.resolve("test-by-length.tsv"));
    assertEquals(table.size() - 1, found.at("/lines/0/steps").size());
    assertEquals(
        Double.parseDouble(table.get(1).split("\t")[2]), found.at("/lines/0/values/0").asDouble());
  }

  @Test
  void aLongTrainingKeepsEveryFewPointsAndTheLast() throws Exception {
    Path run = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("run"));
    StringBuilder rows =
        new StringBuilder("step,epoch,learning-rate,gradient-norm,training-loss\n");
    for (int step = 1; step <= 5000; step++) {
      rows.append(step).append(",1.0,0.1,NaN,").append(step / 4.0).append('\n');
    }
    Files.writeString(run.resolve("metrics.csv"), rows);
    JsonNode line = PageTest.dataOf(html(run)).at("/curves/0/lines/0");
    assertEquals(1 + (4999 + 2) / 3, line.get("steps").size());
    assertEquals(4, line.at("/steps/1").intValue());
    assertEquals(1.0, line.at("/values/1").doubleValue());
    assertEquals(5000, line.get("steps").get(line.get("steps").size() - 1).intValue());
    assertEquals(1250.0, line.get("values").get(line.get("values").size() - 1).doubleValue());
    assertTrue(PageTest.dataOf(html(run)).at("/curves/2/lines/0/values/0").isNull());
  }

  @Test
  void aCrossValidationShowsItsFoldsAndTheirCurves() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Files.copy(
        CommandLineRun.project("app/configs/frame-labeling/gesture-phase.yaml"),
        whole.resolve("config.yaml"));
    Files.writeString(
        whole.resolve("result.json"),
        "{\"test\":{\"accuracy\":0.625},\"folds\":{\"one\":{\"accuracy\":0.5},"
            + "\"two\":{\"accuracy\":0.75}},\"baselines\":{\"majority\":{\"accuracy\":0.375}}}");
    TrainedRuns.copy(TrainedRuns.rows(), whole.resolve("one"));
    TrainedRuns.copy(TrainedRuns.rows(), whole.resolve("two"));
    String html = html(whole);
    assertEquals("[\"whole/one\",\"whole/two\"]", PageTest.dataOf(html).get("runs").toString());
    assertTrue(html.contains("whole, test, part by part"));
    assertTrue(html.contains("title=\"0.375\""));
    assertTrue(html.contains("cross-validated"));
  }
}
