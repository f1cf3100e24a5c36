package unroll.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the C library that the native libraries meet, on Linux. */
record LibC(int major, int minor) {
  private static final Pattern ANSWER = Pattern.compile("glibc (\\d{1,3})\\.(\\d{1,3})\\s*");
  private static final long PATIENCE_SECONDS = 5;

  /** Empty if it is not glibc, or does not tell. */
  static Optional<LibC> ofSystem() {
    try {
      Process process =
          new ProcessBuilder("getconf", "GNU_LIBC_VERSION").redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
            ? parse(new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8))
            : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<LibC> parse(String answer) {
    Matcher matcher = ANSWER.matcher(answer);
    return matcher.matches()
        ? Optional.of(
            new LibC(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  boolean isOlderThan(LibC other) {
    return major < other.major || major == other.major && minor < other.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
