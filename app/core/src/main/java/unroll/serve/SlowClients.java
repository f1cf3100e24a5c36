package unroll.serve;

import java.util.Map;

/** Times and sizes after which Java's HTTP server ends a connection. */
final class SlowClients {
  /** System properties, which users can set themselves; times in seconds. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          "sun.net.httpserver.maxRspTime", "90",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", "32768",
          "jdk.httpserver.maxConnections", "512",
          // Without it the halves of an answer wait for each other's receipt.
          "sun.net.httpserver.nodelay", "true");

  private SlowClients() {}

  /** Has effect before the first server of this process only. */
  static void limit() {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
