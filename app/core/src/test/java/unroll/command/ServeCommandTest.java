package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.serve.TrainedRuns;

class ServeCommandTest {
  @TempDir private Path folder;

  private static void refuses(String error, String... options) {
    String[] arguments =
        Stream.concat(Stream.of("serve", TrainedRuns.hello().toString()), Stream.of(options))
            .toArray(String[]::new);
    CommandLineRun refused = CommandLineRun.of(arguments);
    assertEquals(error + "\n", refused.err());
    assertEquals(2, refused.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--address=0.0.0.0|--address 0.0.0.0: others can reach it; expected a --token too (--token new makes one)",
        "--port=65536|--port: expected a number from 0 to 65535, found 65536",
        "--rate=0|--rate: expected a number from 1 to 1000000, found 0",
        "--token=short|--token: expected 16 to 200 letters, digits, - and _, or new",
        "--token=|--token: expected 16 to 200 letters, digits, - and _, or new"
      })
  void whatCannotBeServedIsSaidInALine(String option, String error) {
    refuses(error, option);
  }

  @Test
  void aPortThatIsTakenIsSaidInALine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      refuses(
          "127.0.0.1, port %s: cannot be listened at: Address already in use; --port 0 takes any free port"
              .formatted(port),
          "--port=" + port);
    }
  }

  @Test
  void aFolderThatIsNoRunIsSaidInALine() {
    CommandLineRun refused = CommandLineRun.of("serve", folder.toString());
    assertEquals(
        folder + ": not a run folder: config.yaml is missing or unreadable\n", refused.err());
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dsun.net.httpserver.maxReqTime=2",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            "unroll.Main",
            "serve",
            TrainedRuns.hello().toString(),
            "--port=0",
            "--token=new");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int get(URI page, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(page.resolve("/api/runs"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void slowClientsAreCutOffAndTheEndIsClean() throws IOException, InterruptedException {
    Process serving = start();
    try (BufferedReader out = serving.inputReader()) {
      URI page = URI.create(out.readLine());
      String token = page.getFragment().replaceFirst("token=", "");
      assertEquals(32, token.length());
      assertEquals(200, get(page, token));
      assertEquals(401, get(page, "another"));
      long before = System.nanoTime();
      cutsOff(page, "GET / HT");
      cutsOff(
          page,
          "POST /api/runs/hello/generate HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
              .formatted(page.getPort(), token));
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before);
      assertTrue(seconds < 20, "seconds: " + seconds);
      assertEquals(200, get(page, token));
      // Ends it as Ctrl-C does, and leaves its output open.
      serving.toHandle().destroy();
      assertTrue(serving.waitFor(20, TimeUnit.SECONDS), "still running");
      assertEquals(List.of(), out.lines().toList());
    } finally {
      serving.destroyForcibly();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(file -> file.getFileName().toString().startsWith("unroll-serve")));
    }
  }

  /** Sends a part of a request and nothing more. */
  private static void cutsOff(URI page, String part) throws IOException {
    try (Socket slow = new Socket("127.0.0.1", page.getPort())) {
      slow.setSoTimeout(20_000);
      slow.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
      slow.getOutputStream().flush();
      assertEquals(-1, slow.getInputStream().read());
    } catch (SocketException e) {
      assertEquals("Connection reset", e.getMessage());
    }
  }
}
