package unroll.command;

import unroll.config.Words;
import unroll.network.NetworkConfig;

/** A network in words, such as {@code lstm, 2 layers of 64 units}. */
final class NetworkText {
  private NetworkText() {}

  static String of(NetworkConfig network) {
    return "%s, %s of %s%s"
        .formatted(
            Words.kebabCase(network.cell()),
            Words.counted(network.layers(), "layer"),
            Words.counted(network.units(), "unit"),
            network.bidirectional() ? ", both ways" : "");
  }
}
