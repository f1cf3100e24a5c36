package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.serve.ServedHttp.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import unroll.command.CommandLineRun;

/** Files that clients send. */
class UploadTest {
  private static ServedHttp served;

  @BeforeAll
  static void start() throws IOException {
    served = ServedHttp.of(TrainedRuns.clips(), TrainedRuns.scenes());
  }

  @AfterAll
  static void end() throws IOException {
    assertEquals(List.of(), served.log());
    served.close();
  }

  static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  static Set<Path> uploaded() {
    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("unroll-serve"))
          .filter(folder -> folder.toFile().list() != null && folder.toFile().list().length > 0)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aClipIsLabeledAsPredictLabelsItAndThenGone() throws IOException {
    Path clip = CommandLineRun.project("data/clips/clip-05.mp4");
    HttpResponse<String> response =
        served.upload("/api/runs/clips/predict", "video/mp4", Files.readAllBytes(clip));
    assertEquals(200, response.statusCode(), response.body());
    JsonNode answer = json(response);
    assertEquals("upload.mp4", answer.get("file").asText());
    JsonNode command =
        json(CommandLineRun.of("predict", TrainedRuns.clips().toString(), clip.toString()).out());
    assertEquals(command.get("labels"), answer.get("labels"));
    assertEquals(command.get("segments"), answer.get("segments"));
    assertEquals(Set.of(), uploaded());
  }

  @Test
  void aPictureGetsACaption() throws IOException {
    HttpResponse<String> response = served.upload("/api/runs/scenes/predict", "image/png", png());
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("upload.png", json(response).get("image").asText());
    assertTrue(json(response).has("caption"));
  }

  @Test
  void aPathInsteadOfAFileIsRefused() {
    HttpResponse<String> response =
        served.post("/api/runs/scenes/predict", "{\"input\": \"/etc/passwd\"}");
    assertEquals(415, response.statusCode());
    assertEquals(
        "expected a file with Content-Type: image/png or image/jpeg",
        json(response).get("error").asText());
  }

  @Test
  void aFileThatIsNoPictureIsRefusedWithoutWhereItLay() throws IOException {
    HttpResponse<String> response =
        served.upload("/api/runs/scenes/predict", "image/png", new byte[] {1, 2, 3});
    assertEquals(400, response.statusCode(), response.body());
    String error = json(response).get("error").asText();
    assertTrue(error.startsWith("upload.png: "), error);
    assertFalse(error.contains("unroll-serve"), error);
    assertEquals(Set.of(), uploaded());
  }

  @Test
  void aPictureThatIsTooLargeIsRefusedWhileItIsRead() throws IOException {
    int most = 8 << 20;
    String head =
        "POST /api/runs/scenes/predict HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: image/png\r\n"
            .formatted(served.port());
    String declared = served.raw(head + "Content-Length: " + (most + 1) + "\r\n\r\n");
    assertTrue(declared.startsWith("HTTP/1.1 413 "), declared);
    String chunks = ("100000\r\n" + " ".repeat(1 << 20) + "\r\n").repeat(8) + "1\r\n \r\n0\r\n\r\n";
    String counted =
        served.raw(head + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks);
    assertTrue(counted.startsWith("HTTP/1.1 413 "), counted);
    assertEquals(Set.of(), uploaded());
  }
}
