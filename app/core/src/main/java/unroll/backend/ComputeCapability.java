package unroll.backend;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA calls the version of a card's instructions, such as 8.6. */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
  private static final Comparator<ComputeCapability> ORDER =
      Comparator.comparingInt(ComputeCapability::major).thenComparingInt(ComputeCapability::minor);

  /**
   * @param text such as {@code 8.6}
   * @throws IllegalArgumentException if it is something else
   */
  public static ComputeCapability parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a compute capability: " + text);
    }
    return new ComputeCapability(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Machine code for one of these runs on later ones of the same major number, and nowhere else.
   */
  boolean runsCodeFor(ComputeCapability compiled) {
    return major == compiled.major && minor >= compiled.minor;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
