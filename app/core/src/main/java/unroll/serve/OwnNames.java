package unroll.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a browser may call a server. */
final class OwnNames {
  private static final int USUAL_PORT = 80;

  private final InetSocketAddress address;
  private final int port;

  /**
   * @param address as the user gave it
   * @param port that it got
   */
  OwnNames(InetSocketAddress address, int port) {
    this.address = address;
    this.port = port;
  }

  /** Names and addresses with the port, in lower case, as they stand in Host. */
  Set<String> authorities() throws SocketException {
    Set<String> names = new HashSet<>();
    InetAddress listened = address.getAddress();
    if (!listened.isAnyLocalAddress()) {
      names.add(written(listened));
      names.add(
          address.getHostString().contains(":") ? written(listened) : address.getHostString());
    }
    if (listened.isLoopbackAddress() || listened.isAnyLocalAddress()) {
      names.add("localhost");
    }
    if (listened.isAnyLocalAddress()) {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        network.inetAddresses().forEach(own -> names.add(written(own)));
      }
    }
    Set<String> authorities = new HashSet<>();
    for (String name : names) {
      authorities.add(name.toLowerCase(Locale.ROOT) + ":" + port);
      if (port == USUAL_PORT) {
        authorities.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return authorities;
  }

  private static String written(InetAddress address) {
    String text = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return text;
    }
    String plain = text.split("%", 2)[0];
    return "[" + (plain.equals("0:0:0:0:0:0:0:1") ? "::1" : plain) + "]";
  }
}
