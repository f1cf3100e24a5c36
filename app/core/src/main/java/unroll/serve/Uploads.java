package unroll.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import unroll.config.UserException;

/** A folder of its own for the files that clients send, a few at a time, each for one request. */
final class Uploads implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final Path folder;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @throws UserException if the folder for temporary files cannot be written
   */
  Uploads() {
    try {
      folder = Files.createTempDirectory("unroll-serve");
    } catch (IOException e) {
      throw new UserException(
          "serve keeps uploads in the folder for temporary files while it answers: cannot be written: "
              + e.getMessage(),
          e);
    }
  }

  Path folder() {
    return folder;
  }

  /**
   * Reads a file.
   *
   * @param ending of its name
   * @param most bytes
   * @throws HttpError 503 if too many come in, 413 if it is too large
   * @throws IOException if the client is gone or too slow
   */
  Upload take(RequestBody body, String ending, long most) throws IOException {
    if (!places.tryAcquire()) {
      throw HttpError.busy("too many uploads at once");
    }
    Upload upload = null;
    try {
      Path file = Files.createTempFile(folder, "upload", "." + ending);
      upload = new Upload(file, "upload." + ending, places::release);
      try (OutputStream out = Files.newOutputStream(file)) {
        body.copyTo(out, most);
      }
      return upload;
    } catch (IOException | RuntimeException e) {
      if (upload == null) {
        places.release();
      } else {
        upload.close();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
