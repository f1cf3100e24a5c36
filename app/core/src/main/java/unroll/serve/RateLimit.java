package unroll.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for every client address: full at first, filled at a steady rate, and one
 * token a request.
 */
final class RateLimit {
  private static final int MOST_CLIENTS = 4096;
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final int burst;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  private record Bucket(double tokens, long nanos) {}

  RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a token of a client.
   *
   * @throws HttpError 429 if it has none left
   */
  synchronized void take(String client) {
    long now = nanoTime.getAsLong();
    Bucket before = buckets.getOrDefault(client, new Bucket(burst, now));
    double tokens = Math.min(burst, before.tokens() + (now - before.nanos()) / NANOS * perSecond);
    if (tokens < 1) {
      buckets.put(client, new Bucket(tokens, now));
      throw new HttpError(
          429,
          "too many requests; at most %d a second".formatted(perSecond),
          Map.of("Retry-After", "1"));
    }
    buckets.put(client, new Bucket(tokens - 1, now));
  }
}
