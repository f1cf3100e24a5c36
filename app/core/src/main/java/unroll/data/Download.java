package unroll.data;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Downloads published files. Bytes gather in {@code FILE.part}, where a later download resumes;
 * only a file of the right size and checksum ever gets the final name.
 */
public final class Download {
  private final DownloadSource source;
  private final Retries retries;

  /**
   * @param environment where {@code https_proxy}, {@code http_proxy} and {@code no_proxy} may stand
   * @param patience how long to wait for a connection, an answer, and each next piece of it
   */
  public Download(Map<String, String> environment, Retries retries, Duration patience) {
    this.source = new DownloadSource(environment, patience);
    this.retries = retries;
  }

  /** Five attempts within at least 15 seconds, and 30 seconds of patience. */
  public static Download standard() {
    return new Download(
        System.getenv(), new Retries(5, Duration.ofSeconds(1)), Duration.ofSeconds(30));
  }

  /**
   * Downloads {@code file} to {@code target} unless a file is there already.
   *
   * @throws DownloadException if it cannot be had, or is not the published one
   * @throws IOException if it cannot be written
   */
  public void fetch(URI address, CatalogFile file, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(address, file, target);
        return;
      } catch (DownloadException | FileSystemException e) {
        throw e;
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (attempt == retries.attempts()) {
          String reason = e.getMessage() == null ? e.toString() : e.getMessage();
          throw new DownloadException(
              "%s: %s; gave up after %d attempts".formatted(address, reason, attempt), e);
        }
        retries.pause(attempt);
      }
    }
  }

  private void attempt(URI address, CatalogFile file, Path target) throws IOException {
    try (PartialFile part = PartialFile.open(target.resolveSibling(file.name() + ".part"))) {
      if (Files.exists(target)) {
        // Another process finished it after this one had looked.
        part.delete();
        return;
      }
      if (part.size() > file.bytes()) {
        part.startAgain();
      }
      boolean resumed = part.size() > 0;
      if (part.size() < file.bytes()) {
        resumed = receive(address, file, part);
      }
      long size = part.size();
      String found = part.sha256();
      if (size != file.bytes() || !found.equals(file.sha256())) {
        part.delete();
        String problem =
            size == file.bytes()
                ? "SHA-256 is " + found + ", expected " + file.sha256()
                : "more than the expected " + file.bytes() + " bytes came";
        // What was resumed may have been the beginning of something else.
        throw resumed ? new IOException(problem) : new DownloadException(address + ": " + problem);
      }
      part.moveTo(target);
    }
  }

  /**
   * @return whether what came was appended to what an earlier attempt left
   */
  private boolean receive(URI address, CatalogFile file, PartialFile part) throws IOException {
    try (DownloadSource.Body body = source.open(address, part.size())) {
      if (body.total() >= 0 && body.total() != file.bytes()) {
        part.delete();
        throw new DownloadException(
            "%s: has %d bytes, expected %d".formatted(address, body.total(), file.bytes()));
      }
      if (body.start() == 0) {
        part.startAgain();
      }
      // One byte more than expected tells a longer file from the right one.
      part.append(body.bytes(), file.bytes() - part.size() + 1);
      if (part.size() < file.bytes()) {
        throw new EOFException("only %d of %d bytes came".formatted(part.size(), file.bytes()));
      }
      return body.start() > 0;
    }
  }
}
