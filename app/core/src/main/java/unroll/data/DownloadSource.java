package unroll.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens http, https and file addresses for reading, from the start or from further on. */
final class DownloadSource {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final int PARTIAL_CONTENT = 206;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long UNKNOWN = -1;

  /**
   * What an address gives.
   *
   * @param start how many bytes of the whole come before these
   * @param total bytes of the whole, or -1 where that is not told
   */
  record Body(InputStream bytes, long start, long total) implements Closeable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param patience how long to wait for a connection, an answer, and each next piece of it
   */
  DownloadSource(Map<String, String> environment, Duration patience) {
    this.patience = patience;
    ProxySelector platform =
        Optional.ofNullable(ProxySelector.getDefault()).orElse(HttpClient.Builder.NO_PROXY);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .proxy(new EnvironmentProxies(platform, environment))
            .build();
  }

  /**
   * Opens {@code address} from byte {@code start} on, or from the first where that cannot be had.
   *
   * @throws DownloadException if trying again would be no use
   * @throws IOException if it might
   */
  Body open(URI address, long start) throws IOException {
    return address.getScheme().equals("file") ? openFile(address) : openHttp(address, start);
  }

  private static Body openFile(URI address) throws IOException {
    StoredFile file =
        StoredFile.find(Path.of(address))
            .orElseThrow(() -> new DownloadException(address + ": no such file"));
    return new Body(file.open(), 0, file.gzipped() ? UNKNOWN : Files.size(file.path()));
  }

  private Body openHttp(URI address, long start) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    InputStream bytes = new TimeLimitedInput(response.body(), patience);
    try {
      return body(address, start, response, bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return TimeLimitedInput.await(
          client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()), patience);
    } catch (ConnectException e) {
      throw new IOException("no connection to " + request.uri().getHost(), e);
    }
  }

  private Body body(URI address, long start, HttpResponse<InputStream> response, InputStream bytes)
      throws IOException {
    int status = response.statusCode();
    if (status == 200) {
      long total = response.headers().firstValueAsLong("Content-Length").orElse(UNKNOWN);
      return new Body(bytes, 0, total);
    }
    Matcher range =
        CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    if (status == PARTIAL_CONTENT && range.matches() && range.group(1).equals("" + start)) {
      long total = range.group(2).equals("*") ? UNKNOWN : Long.parseLong(range.group(2));
      return new Body(bytes, start, total);
    }
    if (start > 0 && (status == RANGE_NOT_SATISFIABLE || status == PARTIAL_CONTENT)) {
      bytes.close();
      return openHttp(address, 0);
    }
    String problem = "the server answered " + status + (status == 404 ? " (not found)" : "");
    if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
      throw new IOException(problem);
    }
    throw new DownloadException(address + ": " + problem);
  }
}
