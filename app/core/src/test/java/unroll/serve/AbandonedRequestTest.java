package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unroll.Eventually;

/** Clients that go before they have their answer leave nothing behind. */
class AbandonedRequestTest {
  private static final int CLIENTS = 40;
  private static final String HEAD =
      "POST /api/runs/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n";

  private static ServedHttp serve() throws IOException {
    return new ServedHttp(
        List.of(TrainedRuns.weather(), TrainedRuns.scenes()),
        Optional.empty(),
        new ServeLimits(2, 64, 100_000, 100_000));
  }

  /** Sends bytes and goes, with a reset or in peace. */
  private static void sendAndGo(ServedHttp served, String request, boolean isReset)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      if (isReset) {
        socket.setSoLinger(true, 0);
      }
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }
  }

  @Test
  void neitherThreadsNorModelsAreLostToClientsThatGo() throws Exception {
    String body = "{\"length\": 300, \"seed\": 1}";
    try (ServedHttp served = serve()) {
      String before = served.post("/api/runs/weather/generate", body).body();
      long workers = ServedHttp.threads("unroll-serve-worker");
      String request =
          HEAD.formatted("weather/generate", served.port(), "application/json", body.length())
              + body;
      for (int client = 0; client < CLIENTS; client++) {
        sendAndGo(served, request, client % 2 == 0);
      }
      assertEquals(before, served.post("/api/runs/weather/generate", body).body());
      assertTrue(ServedHttp.threads("unroll-serve-worker") <= Math.max(workers, 2), "workers");
      assertEquals(List.of(), served.log());
    }
    ServedHttp.requireNoThreads("unroll-serve-connection");
    ServedHttp.requireNoThreads("unroll-serve-worker");
  }

  @Test
  void anUploadThatBreaksOffGivesItsPlaceBack() throws Exception {
    try (ServedHttp served = serve()) {
      String half =
          HEAD.formatted("scenes/predict", served.port(), "image/png", 1 << 20)
              + "x".repeat(1 << 16);
      for (int client = 0; client < CLIENTS; client++) {
        sendAndGo(served, half, client % 2 == 0);
      }
      byte[] picture = UploadTest.png();
      Eventually.require(
          "a picture is answered",
          () ->
              served.upload("/api/runs/scenes/predict", "image/png", picture).statusCode() == 200);
      Eventually.require("nothing is left", () -> UploadTest.uploaded().isEmpty());
      for (int client = 0; client < CLIENTS; client++) {
        int status = served.upload("/api/runs/scenes/predict", "image/png", picture).statusCode();
        assertEquals(200, status);
      }
      assertEquals(List.of(), served.log());
    }
  }

  @Test
  void aConnectionThatSaysNothingHoldsNoWorker() throws Exception {
    try (ServedHttp served = serve()) {
      Socket[] idle = new Socket[CLIENTS];
      for (int client = 0; client < CLIENTS; client++) {
        idle[client] = new Socket("127.0.0.1", served.port());
      }
      assertEquals(200, served.post("/api/runs/weather/generate", "{}").statusCode());
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
