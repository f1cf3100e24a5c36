package unroll.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import unroll.config.UserException;

/** Runs behind HTTP, until it is closed. */
public final class Server implements AutoCloseable {
  private static final int CONNECTION_THREADS = 128;
  private static final int MOST_CONNECTIONS = 512;
  private static final int PATIENCE_SECONDS = 5;

  private final HttpServer http;
  private final ThreadPoolExecutor connections;
  private final Workers workers;
  private final Uploads uploads;
  private final RateLimit rates;
  private final Gate gate;
  private final Routes routes;
  private final Consumer<String> log;

  /**
   * Starts.
   *
   * @param folders run folders; nothing is written into them
   * @param address where to listen; port 0: any free one
   * @param token what clients of the API must show, if anything
   * @param log gets a line for what is wrong with this program rather than with a request
   * @throws UserException if a folder is not a run, or the address cannot be listened at
   */
  public Server(
      List<Path> folders,
      InetSocketAddress address,
      Optional<String> token,
      ServeLimits limits,
      Consumer<String> log)
      throws IOException {
    this.log = log;
    ServedRuns runs = new ServedRuns(folders, limits.workers());
    http = listen(address);
    workers = new Workers(limits.workers(), limits.waiting());
    uploads = new Uploads();
    rates = new RateLimit(limits.requestsPerSecond(), limits.burst(), System::nanoTime);
    gate = new Gate(new OwnNames(address, port()).authorities(), token);
    routes = new Routes(runs, workers, uploads);
    connections =
        new ThreadPoolExecutor(
            CONNECTION_THREADS,
            CONNECTION_THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_CONNECTIONS),
            Server::connectionThread);
    connections.allowCoreThreadTimeOut(true);
    http.setExecutor(connections);
    http.createContext("/", this::handle);
    http.start();
  }

  private static Thread connectionThread(Runnable work) {
    Thread thread = new Thread(work, "unroll-serve-connection");
    thread.setDaemon(true);
    return thread;
  }

  private static HttpServer listen(InetSocketAddress address) throws IOException {
    SlowClients.limit();
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new UserException(
          "%s, port %d: cannot be listened at: %s; --port 0 takes any free port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  public int port() {
    return http.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (HttpError e) {
        answer = Answer.error(e);
      } catch (UserException e) {
        answer = Answer.error(new HttpError(400, e.getMessage()));
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        log.accept("internal error: " + e);
        answer = Answer.error(new HttpError(500, "internal error"));
      }
      answer.send(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    rates.take(exchange.getRemoteAddress().getAddress().getHostAddress());
    gate.requireOwnPage(exchange.getRequestURI(), exchange.getRequestHeaders());
    List<String> path = Routes.path(exchange.getRequestURI());
    if (!Routes.isPublic(path)) {
      gate.requireToken(exchange.getRequestHeaders());
    }
    return routes.answer(path, exchange);
  }

  /** Ends what is under way and takes uploaded files away. */
  @Override
  public void close() throws IOException {
    http.stop(0);
    connections.shutdownNow();
    workers.close();
    try {
      // An upload that is being read is its thread's to take away.
      connections.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    uploads.close();
  }
}
