package unroll.serve;

/**
 * How much a server does at once, and for one client.
 *
 * @param workers requests that compute at the same time; of every run there are as many models at
 *     most
 * @param waiting requests that wait for a worker; others are told to come again
 * @param requestsPerSecond of one client address, in the long run
 * @param burst of one client address at once
 */
public record ServeLimits(int workers, int waiting, int requestsPerSecond, int burst) {
  private static final int WAITING = 64;
  private static final int BURST_SECONDS = 5;

  /** For this machine. */
  public static ServeLimits of(int requestsPerSecond) {
    return new ServeLimits(
        Runtime.getRuntime().availableProcessors(),
        WAITING,
        requestsPerSecond,
        BURST_SECONDS * requestsPerSecond);
  }
}
