package unroll.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import unroll.command.CommandLineRun;
import unroll.serve.TrainedRuns;

class PlotsTest {
  @TempDir private Path folder;

  private static Element svg(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
  }

  @Test
  void everyCurveAndConfusionMatrixIsAPictureInBothFormats() throws Exception {
    Path plots = folder.resolve("a/plots");
    CommandLineRun report =
        CommandLineRun.of(
            "report",
            TrainedRuns.hello().toString(),
            TrainedRuns.rows().toString(),
            "--out",
            folder.resolve("report.html").toString(),
            "--plots",
            plots.toString());
    assertEquals(0, report.code(), report.err());
    for (String name :
        List.of(
            "training-loss",
            "validation-auc",
            "learning-rate",
            "gradient-norm",
            "symbols-per-second",
            "confusion-rows-test",
            "confusion-rows-validation")) {
      Element root = svg(plots.resolve(name + ".svg"));
      assertEquals("svg", root.getLocalName() == null ? root.getTagName() : root.getLocalName());
      BufferedImage image = ImageIO.read(plots.resolve(name + ".png").toFile());
      assertEquals(2 * Integer.parseInt(root.getAttribute("width")), image.getWidth());
      assertNotEquals(image.getRGB(0, 0), darkest(image), name + " is blank");
    }
    String svg = Files.readString(plots.resolve("training-loss.svg"));
    assertTrue(svg.contains(">hello<") && svg.contains(">rows<"), "the legend names the runs");
    try (Stream<Path> files = Files.list(plots)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".tmp")));
    }
  }

  private static int darkest(BufferedImage image) {
    int darkest = 0xffffffff;
    for (int y = 0; y < image.getHeight(); y += 3) {
      for (int x = 0; x < image.getWidth(); x += 3) {
        int gray = image.getRGB(x, y);
        darkest = (gray & 0xff) < (darkest & 0xff) ? gray : darkest;
      }
    }
    return darkest;
  }

  @Test
  void theSameRunsGiveTheSameBytes() throws Exception {
    Path confusions = withFewCurves(folder.resolve("confusions"));
    List<Path> some = List.of(TrainedRuns.hello(), confusions);
    List<Path> one = Report.of(some).writePlots(folder.resolve("one"));
    List<Path> two = Report.of(some).writePlots(folder.resolve("two"));
    assertEquals(one.size(), two.size());
    for (int i = 0; i < one.size(); i++) {
      assertEquals(one.get(i).getFileName(), two.get(i).getFileName());
      assertArrayEquals(
          Files.readAllBytes(one.get(i)), Files.readAllBytes(two.get(i)), one.get(i).toString());
    }
    assertEquals(Report.of(some).html(), Report.of(some).html());
  }

  /** The run of rows with one evaluation and no metrics of a validation split. */
  private static Path withFewCurves(Path target) throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), target);
    Files.delete(run.resolve("times.csv"));
    Files.writeString(
        run.resolve("metrics.csv"),
        "step,epoch,learning-rate,gradient-norm,training-loss\n5,1.0,0.1,2.0,NaN\n");
    return run;
  }

  @Test
  void classesWithStrangeNamesMakeWellFormedPictures() throws Exception {
    Path run = withFewCurves(folder.resolve("odd \u0001<&> name"));
    Files.writeString(
        run.resolve("test-confusion.tsv"),
        "expected\t<&\u0000\uFFFE\t]]>\n<&\u0000\uFFFE\t1\t0\n]]>\t2\t3\n");
    List<Path> files = Report.of(List.of(run)).writePlots(folder.resolve("plots"));
    for (Path file : files) {
      if (file.toString().endsWith(".svg")) {
        assertEquals("svg", svg(file).getTagName());
      }
    }
    assertTrue(
        files.stream().anyMatch(file -> file.endsWith("confusion-odd_u0001____name-test.svg")),
        files.toString());
  }
}
