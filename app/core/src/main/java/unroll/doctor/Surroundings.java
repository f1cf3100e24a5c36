package unroll.doctor;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a process was started with.
 *
 * @param property gives a system property, or null
 * @param load of all processes on the processors, negative if not known
 * @param libc empty if it is not glibc
 */
record Surroundings(
    Map<String, String> environment,
    Function<String, String> property,
    Optional<LibC> libc,
    boolean isLinux,
    double load) {

  static Surroundings ofProcess() {
    boolean isLinux = System.getProperty("os.name").startsWith("Linux");
    return new Surroundings(
        System.getenv(),
        System::getProperty,
        isLinux ? LibC.ofSystem() : Optional.empty(),
        isLinux,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** A variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
