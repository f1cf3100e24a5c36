package unroll.serve;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. A page of another site can make a browser send requests here, under a name of its
 * own that it lets point to this machine (DNS rebinding); the Host and Origin headers tell.
 */
final class Gate {
  private static final String BEARER = "Bearer ";

  private final Set<String> authorities;
  private final Optional<String> token;

  /**
   * @param authorities what Host may be: names with the port, in lower case
   * @param token what {@code Authorization: Bearer} must be where there is one
   */
  Gate(Set<String> authorities, Optional<String> token) {
    this.authorities = Set.copyOf(authorities);
    this.token = token;
  }

  /**
   * @param address as the request line has it, which may name the server too
   * @throws HttpError if Host is missing or another's, or Origin is another page's
   */
  void requireOwnPage(URI address, Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1) {
      throw new HttpError(400, "expected one Host header, found " + hosts.size());
    }
    boolean isAnothers = address.isAbsolute() && !isOwn(String.valueOf(address.getRawAuthority()));
    if (isAnothers || !isOwn(hosts.get(0))) {
      throw new HttpError(403, "this server has another Host name");
    }
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      String lower = origin.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("http://") || !authorities.contains(lower.substring(7))) {
        throw new HttpError(403, "requests come from this server's own page only (Origin)");
      }
    }
  }

  private boolean isOwn(String authority) {
    return authorities.contains(authority.toLowerCase(Locale.ROOT));
  }

  /**
   * @throws HttpError 401 if there is a token and the request has another or none
   */
  void requireToken(Headers headers) {
    if (token.isEmpty()) {
      return;
    }
    String given = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    // In a time that does not tell how much of the token was right.
    if (!MessageDigest.isEqual(bytes(given), bytes(BEARER + token.get()))) {
      throw new HttpError(
          401,
          "expected the token of this server: Authorization: Bearer TOKEN",
          Map.of("WWW-Authenticate", "Bearer"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
