package unroll.backend;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card that the driver knows.
 *
 * @param driver its version
 * @param memory in bytes, -1 where the driver does not tell
 */
public record CudaDevice(String name, ComputeCapability capability, String driver, long memory) {
  private static final long MEBIBYTE = 1L << 20;

  /** Name (which may have commas), compute capability, driver, memory. */
  private static final Pattern ROW =
      Pattern.compile(
          "(.+), *(\\d{1,3}\\.\\d{1,3}), *([0-9.]{1,40}), *(?:(\\d{1,9}) MiB|\\[.*\\])");

  /**
   * @param row of {@code nvidia-smi} for name, compute_cap, driver_version and memory.total
   * @return empty if it is no such row
   */
  static Optional<CudaDevice> parse(String row) {
    Matcher matcher = ROW.matcher(row.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String memory = matcher.group(4);
    return Optional.of(
        new CudaDevice(
            matcher.group(1),
            ComputeCapability.parse(matcher.group(2)),
            matcher.group(3),
            memory == null ? -1 : Long.parseLong(memory) * MEBIBYTE));
  }

  @Override
  public String toString() {
    return "%s (compute capability %s, driver %s)".formatted(name, capability, driver);
  }
}
