package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private Process start(Path run) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dsun.net.httpserver.maxReqTime=2",
            "-Dsun.net.httpserver.maxRspTime=4",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            "unroll.Main",
            "serve",
            run.toString(),
            "--port=0",
            "--token=new");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int get(URI address, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void slowClientsAreCutOffAndTheEndIsClean() throws IOException, InterruptedException {
    Process serving = start(TrainedRuns.hello());
    try (BufferedReader out = serving.inputReader()) {
      URI page = URI.create(said(out));
      String token = page.getFragment().replaceFirst("token=", "");
      assertEquals(32, token.length());
      assertEquals(200, get(page.resolve("/api/runs"), token));
      assertEquals(401, get(page.resolve("/api/runs"), "another"));
      long before = System.nanoTime();
      cutsOff(page, "GET / HT");
      cutsOff(
          page,
          "POST /api/runs/hello/generate HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
              .formatted(page.getPort(), token));
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before);
      assertTrue(seconds < 20, "seconds: " + seconds);
      assertEquals(200, get(page.resolve("/api/runs"), token));
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

  /** The first line that is not Java's own about its options. */
  private static String said(BufferedReader out) throws IOException {
    String line = out.readLine();
    while (line.startsWith("Picked up ")) {
      line = out.readLine();
    }
    return line;
  }

  @Test
  void aClientThatDoesNotReadItsAnswerIsCutOff() throws IOException, InterruptedException {
    Path run = Files.createDirectory(folder.resolve("long"));
    Files.copy(TrainedRuns.hello().resolve("config.yaml"), run.resolve("config.yaml"));
    writeLongMetrics(run.resolve("metrics.csv"));
    Process serving = start(run);
    try (BufferedReader out = serving.inputReader();
        Socket slow = new Socket()) {
      URI page = URI.create(said(out));
      String token = page.getFragment().replaceFirst("token=", "");
      // Read from the file for the first time it may take as long as a slow client may.
      warm(page.resolve("/api/runs/long/curves"), token);
      slow.setReceiveBufferSize(4096);
      slow.setSoTimeout(20_000);
      slow.connect(new InetSocketAddress("127.0.0.1", page.getPort()));
      String request =
          "GET /api/runs/long/curves HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(page.getPort(), token);
      slow.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String head = new String(slow.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
      Matcher length = Pattern.compile("Content-length: (\\d+)").matcher(head);
      assertTrue(head.startsWith("HTTP/1.1 200 ") && length.find(), head);
      Thread.sleep(8000);
      long whole = Long.parseLong(length.group(1));
      long read = rest(slow.getInputStream());
      assertTrue(read < whole - 1000, read + " of " + whole);
      assertEquals(200, get(page.resolve("/api/runs"), token));
    } finally {
      serving.destroyForcibly();
    }
  }

  private static void warm(URI address, String token) throws InterruptedException {
    try {
      get(address, token);
    } catch (IOException e) {
      // Cut off itself; the figures are read by now all the same.
      return;
    }
  }

  /** More figures than sockets hold between two programs that do not read. */
  private static void writeLongMetrics(Path file) throws IOException {
    StringBuilder text = new StringBuilder("step,epoch,learning-rate,gradient-norm,training-loss");
    for (int column = 5; column < 200; column++) {
      text.append(",validation-").append(column);
    }
    String figures = ",0.1234567890123456".repeat(199);
    for (int step = 1; step <= 3000; step++) {
      text.append('\n').append(step).append(figures);
    }
    Files.writeString(file, text.append('\n'));
  }

  private static long rest(InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long length = 0;
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        length += read;
      }
    } catch (SocketException e) {
      assertEquals("Connection reset", e.getMessage());
    }
    return length;
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
