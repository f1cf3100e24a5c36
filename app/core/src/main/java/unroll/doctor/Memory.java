package unroll.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory in bytes.
 *
 * @param heap that Java's objects may take
 * @param usable what the process may take in all: the machine's, or less in a container
 * @param machine what is built in
 */
public record Memory(long heap, long usable, long machine) {
  private static final Pattern TOTAL = Pattern.compile("MemTotal: +(\\d{1,15}) kB");

  /** Of this process. Java knows the limits of control groups. */
  static Memory ofProcess() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long usable = system.getTotalMemorySize();
    return new Memory(
        Runtime.getRuntime().maxMemory(),
        usable,
        Math.max(usable, builtIn(Path.of("/proc/meminfo"))));
  }

  static long builtIn(Path description) {
    try {
      Matcher matcher = TOTAL.matcher(Files.readString(description));
      return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  boolean isLimited() {
    return usable < machine;
  }
}
