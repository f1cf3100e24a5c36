package unroll.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 checksum that grows with the bytes added to it. */
public final class Sha256 {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest;

  /**
   * The checksum of a file as it lies on the disk, in lower-case hexadecimal.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static String ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Sha256().addAll(in).hex();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The checksum of some bytes, in lower-case hexadecimal. */
  public static String of(byte[] bytes) {
    Sha256 sum = new Sha256();
    sum.add(bytes, bytes.length);
    return sum.hex();
  }

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds the first bytes of an array. */
  public void add(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
  }

  /** Adds everything up to the end of the stream. */
  Sha256 addAll(InputStream bytes) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int length = bytes.read(chunk); length >= 0; length = bytes.read(chunk)) {
      add(chunk, length);
    }
    return this;
  }

  /** Forgets all bytes added so far. */
  void reset() {
    digest.reset();
  }

  /**
   * Ends the checksum: the next byte added starts a new one.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
