package unroll.command;

import unroll.config.Words;
import unroll.network.NetworkConfig;

/** A network in words, such as {@code lstm, 2 layers of 64 units}. */
final class NetworkText {
  private NetworkText() {}

  static String of(NetworkConfig network) {
    return "%s, %s of %,d units%s"
        .formatted(
            Words.kebabCase(network.cell()),
            network.layers() == 1 ? "1 layer" : network.layers() + " layers",
            network.units(),
            network.bidirectional() ? ", both ways" : "");
  }
}
