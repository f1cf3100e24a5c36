package unroll.network;

import unroll.config.ConfigReader;

/** Networks for tests, written as in a configuration file. */
public final class NetworkConfigs {
  private NetworkConfigs() {}

  /** A network from YAML, such as {@code cell: gru, units: 5}. */
  public static NetworkConfig of(String keys) {
    return new ConfigReader<>(NetworkConfig.class).readText("test", "{" + keys + "}");
  }
}
