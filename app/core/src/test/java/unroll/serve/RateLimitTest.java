package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong(-5 * SECOND);
  private final RateLimit limit = new RateLimit(2, 3, clock::get);

  private void refuses(String client) {
    HttpError refused = assertThrows(HttpError.class, () -> limit.take(client));
    assertEquals(429, refused.status());
    assertEquals("1", refused.headers().get("Retry-After"));
  }

  @Test
  void aBurstIsAnsweredAndThenTheSteadyRate() {
    for (int request = 0; request < 3; request++) {
      limit.take("a");
    }
    refuses("a");
    clock.addAndGet(SECOND);
    limit.take("a");
    limit.take("a");
    refuses("a");
    clock.addAndGet(100 * SECOND);
    for (int request = 0; request < 3; request++) {
      limit.take("a");
    }
    refuses("a");
  }

  @Test
  void refusedRequestsDoNotPutOffTheNextAnswer() {
    for (int request = 0; request < 3; request++) {
      limit.take("a");
    }
    for (int tenth = 0; tenth < 4; tenth++) {
      clock.addAndGet(SECOND / 10);
      refuses("a");
    }
    clock.addAndGet(SECOND / 10);
    limit.take("a");
  }

  @Test
  void oneClientTakesNothingFromAnother() {
    for (int request = 0; request < 3; request++) {
      limit.take("a");
    }
    refuses("a");
    limit.take("b");
  }
}
