package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.PublishingServer.content;
import static unroll.data.PublishingServer.contentOfUntoldLength;
import static unroll.data.PublishingServer.contentWithoutRanges;
import static unroll.data.PublishingServer.cutOff;
import static unroll.data.PublishingServer.redirect;
import static unroll.data.PublishingServer.status;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final byte[] bytes = new byte[300_000];
  private Path target;
  private Path part;
  private CatalogFile file;

  @BeforeEach
  void publish() throws IOException {
    new Random(7).nextBytes(bytes);
    target = folder.resolve("set").resolve("words.txt");
    part = folder.resolve("set").resolve("words.txt.part");
    file = new CatalogFile("words.txt", checksum(bytes), bytes.length);
    Files.createDirectories(target.getParent());
  }

  @Test
  void downloadsAFileAndLeavesNothingElse() throws IOException {
    List<String> requests = fetchFrom(content(bytes));

    assertDownloaded();
    assertEquals(List.of("/words.txt null"), requests);
  }

  @Test
  void followsARedirect() throws IOException {
    fetchFrom(redirect("/elsewhere"), content(bytes));

    assertDownloaded();
  }

  @Test
  void resumesADownloadThatWasCutOff() throws IOException {
    List<String> requests = fetchFrom(cutOff(bytes, 100_000, partHas(100_000)), content(bytes));

    assertDownloaded();
    assertEquals(List.of("/words.txt null", "/words.txt bytes=100000-"), requests);
  }

  @Test
  void resumesWhatAnEarlierProcessLeft() throws IOException {
    Files.write(part, Arrays.copyOf(bytes, 1000));

    List<String> requests = fetchFrom(content(bytes));

    assertDownloaded();
    assertEquals(List.of("/words.txt bytes=1000-"), requests);
  }

  @Test
  void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
    Files.write(part, Arrays.copyOf(bytes, 1000));

    fetchFrom(contentWithoutRanges(bytes));

    assertDownloaded();
  }

  @Test
  void startsAgainWhereTheServerRefusesTheRange() throws IOException {
    Files.write(part, Arrays.copyOf(bytes, 1000));

    List<String> requests = fetchFrom(status(416), content(bytes));

    assertDownloaded();
    assertEquals(List.of("/words.txt bytes=1000-", "/words.txt null"), requests);
  }

  @Test
  void startsAgainAfterResumingTheBeginningOfSomethingElse() throws IOException {
    Files.write(part, new byte[1000]);

    List<String> requests = fetchFrom(content(bytes), content(bytes));

    assertDownloaded();
    assertEquals(List.of("/words.txt bytes=1000-", "/words.txt null"), requests);
  }

  @Test
  void takesACompletePartWithoutAsking() throws IOException {
    Files.write(part, bytes);

    assertEquals(List.of(), fetchFrom());
    assertDownloaded();
  }

  @Test
  void discardsAPartThatIsTooLong() throws IOException {
    Files.write(part, new byte[bytes.length + 1]);

    assertEquals(List.of("/words.txt null"), fetchFrom(content(bytes)));
    assertDownloaded();
  }

  @Test
  void triesAgainWhenTheServerFails() throws IOException {
    List<String> requests = fetchFrom(status(500), status(503), status(429), content(bytes));

    assertDownloaded();
    assertEquals(4, requests.size());
  }

  @Test
  void givesUpWhenTheServerKeepsFailing() {
    DownloadException failure =
        fails(status(500), status(500), status(500), status(500), content(bytes));

    assertTrue(failure.getMessage().contains("answered 500; gave up after 4 attempts"));
    assertFalse(Files.exists(target));
  }

  @Test
  void keepsThePartWhenItGivesUp() {
    DownloadException failure =
        fails(cutOff(bytes, 100_000, partHas(100_000)), status(500), status(500), status(500));

    assertTrue(failure.getMessage().contains("gave up"), failure.getMessage());
    assertTrue(Files.exists(part));
    assertFalse(Files.exists(target));
  }

  @Test
  void saysAtOnceThatAFileIsNotFound() {
    DownloadException failure = fails(status(404), content(bytes));

    assertTrue(failure.getMessage().endsWith("words.txt: the server answered 404 (not found)"));
    assertFalse(Files.exists(target));
  }

  @Test
  void refusesAWrongChecksumAndDeletesThePart() {
    byte[] wrong = bytes.clone();
    wrong[77]++;

    DownloadException failure = fails(content(wrong), content(bytes));

    String expected = "SHA-256 is " + checksum(wrong) + ", expected " + file.sha256();
    assertTrue(failure.getMessage().endsWith(expected), failure.getMessage());
    assertNothingLeft();
  }

  @Test
  void refusesAFileOfAnotherLengthBeforeReadingIt() {
    DownloadException failure = fails(content(new byte[5]), content(bytes));

    assertTrue(failure.getMessage().endsWith("words.txt: has 5 bytes, expected 300000"));
    assertNothingLeft();
  }

  @Test
  void refusesALongerFileOfUntoldLength() {
    DownloadException failure =
        fails(contentOfUntoldLength(Arrays.copyOf(bytes, 400_000)), content(bytes));

    assertTrue(failure.getMessage().endsWith("more than the expected 300000 bytes came"));
    assertNothingLeft();
  }

  @Test
  void triesAgainWhenTheServerFallsSilentMidway() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    HttpHandler silent = cutOff(bytes, 1000, () -> awaitUninterrupted(over));

    fetchWithPatience(Duration.ofSeconds(1), silent, content(bytes));
    over.countDown();

    assertDownloaded();
  }

  @Test
  void triesAgainWhenTheServerDoesNotAnswer() throws Exception {
    CountDownLatch over = new CountDownLatch(1);

    fetchWithPatience(Duration.ofSeconds(1), exchange -> awaitUninterrupted(over), content(bytes));
    over.countDown();

    assertDownloaded();
  }

  @Test
  void namesTheHostItCannotConnectTo() throws IOException {
    // Nobody else can listen at a port that is taken, and this one does not.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", 0));
      URI address = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/words.txt");

      DownloadException failure =
          assertThrows(
              DownloadException.class, () -> download(PATIENCE).fetch(address, file, target));

      assertTrue(failure.getMessage().contains("no connection to 127.0.0.1"), failure.getMessage());
    }
  }

  @Test
  void keepsAFileThatIsThere() throws IOException {
    Files.writeString(target, "mine");

    assertEquals(List.of(), fetchFrom());
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void leavesAloneAFileThatIsBeingDownloadedAlready() throws IOException {
    try (FileChannel other =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();

      DownloadException failure = fails(content(bytes));

      assertTrue(failure.getMessage().contains("another process"), failure.getMessage());
    }
  }

  @Test
  void copiesFromAFolder() throws IOException {
    Path published = Files.write(folder.resolve("words.txt"), bytes);

    download(PATIENCE).fetch(published.toUri(), file, target);

    assertDownloaded();
  }

  @Test
  void copiesFromAFolderThatKeepsTheFileGzipped() throws IOException {
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("words.txt.gz")))) {
      packed.write(bytes);
    }

    download(PATIENCE).fetch(folder.resolve("words.txt").toUri(), file, target);

    assertDownloaded();
  }

  @Test
  void saysThatAFolderLacksTheFile() {
    URI address = folder.resolve("words.txt").toUri();

    DownloadException failure =
        assertThrows(
            DownloadException.class, () -> download(PATIENCE).fetch(address, file, target));

    assertTrue(failure.getMessage().endsWith("words.txt: no such file"), failure.getMessage());
  }

  @Test
  void asksTheProxyOfTheEnvironment() throws IOException {
    try (PublishingServer proxy = new PublishingServer(content(bytes))) {
      Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:" + proxy.port());
      new Download(environment, new Retries(1, Duration.ZERO), Duration.ofSeconds(10))
          .fetch(URI.create("http://data.invalid/words.txt"), file, target);

      assertEquals(List.of("http://data.invalid/words.txt null"), proxy.requests());
    }
    assertDownloaded();
  }

  private List<String> fetchFrom(HttpHandler... answers) throws IOException {
    return fetchWithPatience(PATIENCE, answers);
  }

  private List<String> fetchWithPatience(Duration patience, HttpHandler... answers)
      throws IOException {
    try (PublishingServer server = new PublishingServer(answers)) {
      download(patience).fetch(server.address("words.txt"), file, target);
      return server.requests();
    }
  }

  private DownloadException fails(HttpHandler... answers) {
    return assertThrows(DownloadException.class, () -> fetchFrom(answers));
  }

  private static Download download(Duration patience) {
    Retries retries = new Retries(4, Duration.ofMillis(1));
    return new Download(Map.of(), retries, patience);
  }

  private PublishingServer.Pause partHas(long size) {
    return () -> {
      while (!Files.exists(part) || Files.size(part) < size) {
        Thread.onSpinWait();
      }
    };
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String checksum(byte[] content) {
    try {
      return new Sha256().addAll(new ByteArrayInputStream(content)).hex();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertDownloaded() throws IOException {
    assertArrayEquals(bytes, Files.readAllBytes(target));
    assertFalse(Files.exists(part));
  }

  private void assertNothingLeft() {
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertEquals(List.of(), left.toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
