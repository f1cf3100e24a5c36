package unroll.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import unroll.config.UserException;

/**
 * The proxies of the Java platform's own settings and, where those name none, of the variables
 * {@code https_proxy}, {@code http_proxy} and {@code no_proxy}.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final ProxySelector platform;
  private final Map<String, String> environment;
  private final Map<String, Proxy> proxies = new HashMap<>();

  /**
   * @throws UserException if a variable holds no address
   */
  EnvironmentProxies(ProxySelector platform, Map<String, String> environment) {
    this.platform = platform;
    this.environment = Map.copyOf(environment);
    for (String scheme : List.of("http", "https")) {
      String value = variable(scheme + "_proxy");
      proxies.put(scheme, value.isBlank() ? Proxy.NO_PROXY : proxy(scheme + "_proxy", value));
    }
  }

  @Override
  public List<Proxy> select(URI address) {
    List<Proxy> chosen = platform.select(address);
    if (chosen.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return chosen;
    }
    return List.of(
        isDirect(address.getHost())
            ? Proxy.NO_PROXY
            : proxies.getOrDefault(address.getScheme(), Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    platform.connectFailed(address, proxy, failure);
  }

  private String variable(String name) {
    return environment.getOrDefault(
        name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
  }

  private boolean isDirect(String host) {
    Stream<String> excluded = Arrays.stream(variable("no_proxy").split(",")).map(String::strip);
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]")
        || excluded.anyMatch(pattern -> matches(pattern, host));
  }

  private static boolean matches(String pattern, String host) {
    String domain = pattern.replaceFirst("^\\*?\\.", "");
    return pattern.equals("*")
        || !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  private static Proxy proxy(String name, String value) {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if (proxy.getHost() != null) {
        int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
        return new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
      }
    } catch (IllegalArgumentException e) {
      // The value may hold a password, so neither it nor an exception that quotes it is shown.
    }
    throw new UserException(
        "environment variable " + name + ": expected an address such as http://host:port");
  }
}
