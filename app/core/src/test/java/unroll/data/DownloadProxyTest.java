package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unroll.config.UserException;

class DownloadProxyTest {
  private static final URI ADDRESS = URI.create("https://data.example.org/file");

  @Test
  void takesTheVariableOfTheScheme() {
    Map<String, String> environment =
        Map.of("https_proxy", "http://gate:3128", "HTTP_PROXY", "plain:80");

    assertEquals("gate:3128", chosen(environment, ADDRESS));
    assertEquals("plain:80", chosen(environment, URI.create("http://data.example.org/file")));
  }

  @Test
  void goesDirectlyWithoutAVariable() {
    assertEquals("direct", chosen(Map.of(), ADDRESS));
  }

  @Test
  void goesDirectlyToThisMachine() {
    Map<String, String> environment = Map.of("http_proxy", "gate:3128");

    assertEquals("direct", chosen(environment, URI.create("http://localhost:8080/")));
    assertEquals("direct", chosen(environment, URI.create("http://127.0.0.1:8080/")));
    assertEquals("direct", chosen(environment, URI.create("http://[::1]:8080/")));
  }

  @Test
  void goesDirectlyWhereNoProxySaysSo() {
    for (String excluded : List.of("data.example.org", "other, .example.org", "*.org", "*")) {
      Map<String, String> environment = Map.of("https_proxy", "gate:3128", "no_proxy", excluded);

      assertEquals("direct", chosen(environment, ADDRESS), excluded);
    }
    Map<String, String> environment = Map.of("https_proxy", "gate:3128", "no_proxy", "ample.org");
    assertEquals("gate:3128", chosen(environment, ADDRESS));
  }

  @Test
  void prefersTheProxyOfThePlatform() {
    ProxySelector platform = ProxySelector.of(InetSocketAddress.createUnresolved("jvm", 8080));
    ProxySelector proxies =
        new EnvironmentProxies(platform, Map.of("https_proxy", "http://gate:3128"));

    assertEquals("jvm:8080", name(proxies.select(ADDRESS)));
  }

  @Test
  void refusesAVariableThatHoldsNoAddressWithoutShowingIt() {
    UserException failure =
        assertThrows(
            UserException.class,
            () -> chosen(Map.of("https_proxy", "http://me:secret@two words"), ADDRESS));

    assertEquals(
        "environment variable https_proxy: expected an address such as http://host:port",
        failure.getMessage());
    assertFalse(String.valueOf(failure.getCause()).contains("secret"));
  }

  private static String chosen(Map<String, String> environment, URI address) {
    return name(new EnvironmentProxies(HttpClient.Builder.NO_PROXY, environment).select(address));
  }

  private static String name(List<Proxy> proxies) {
    Proxy proxy = proxies.get(0);
    return proxy.address() instanceof InetSocketAddress place
        ? place.getHostString() + ":" + place.getPort()
        : "direct";
  }
}
