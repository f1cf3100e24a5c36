package unroll.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.report.Page;

/** Which address answers what. */
final class Routes {
  private static final String API = "api";
  private static final List<String> DESCRIPTION = List.of(API, "openapi.json");
  private static final List<String> RUNS = List.of(API, "runs");
  private static final int OF_A_RUN = 4;
  private static final Pattern AFTER = Pattern.compile("after=(\\d{1,18})");

  private final ServedRuns runs;
  private final Workers workers;
  private final Uploads uploads;
  private final byte[] page;
  private final byte[] description;

  Routes(ServedRuns runs, Workers workers, Uploads uploads) throws IOException {
    this.runs = runs;
    this.workers = workers;
    this.uploads = uploads;
    // It holds nothing of the runs: all it shows it gets from the API.
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    this.page = Page.served("serve", "unroll serve", nothing).getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Routes.class.getResourceAsStream("/unroll/serve/openapi.json")) {
      this.description = in.readAllBytes();
    }
  }

  /** Whether anyone may read the address: the page and the description hold nothing of the runs. */
  static boolean isPublic(List<String> path) {
    return path.isEmpty() || path.equals(DESCRIPTION);
  }

  /**
   * The parts of an address, decoded.
   *
   * @throws HttpError 400 if they cannot be
   */
  static List<String> path(URI address) {
    try {
      return Arrays.stream(address.getRawPath().split("/"))
          .filter(part -> !part.isEmpty())
          .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, "the address is not percent-encoded UTF-8");
    }
  }

  /**
   * @throws HttpError if there is no such address, or it is asked in a wrong way
   * @throws unroll.config.UserException if the input is wrong
   * @throws IOException if the client is gone or too slow
   */
  Answer answer(List<String> path, HttpExchange exchange) throws IOException {
    if (path.isEmpty()) {
      require("GET", exchange);
      return Answer.page(page);
    } else if (path.equals(DESCRIPTION)) {
      require("GET", exchange);
      return Answer.encoded(description);
    } else if (path.equals(RUNS)) {
      require("GET", exchange);
      return Answer.json(
          Map.of("runs", runs.all().stream().map(run -> new RunDescription(run).toMap()).toList()));
    } else if (path.size() == OF_A_RUN && path.subList(0, 2).equals(RUNS)) {
      return Answer.json(ofRun(path.get(2), path.get(3), exchange));
    }
    throw new HttpError(404, "no such address; /api/openapi.json describes all of them");
  }

  private Map<String, Object> ofRun(String name, String action, HttpExchange exchange)
      throws IOException {
    if (!List.of("curves", "predict", "generate", "states", "steps").contains(action)) {
      throw new HttpError(404, "no such address; /api/openapi.json describes all of them");
    }
    ServedRun run = runs.named(name);
    require(action.equals("curves") ? "GET" : "POST", exchange);
    RequestBody body = new RequestBody(exchange);
    return switch (action) {
      case "curves" -> curves(run, exchange.getRequestURI());
      case "generate" -> new Writing(run, workers).generate(body);
      case "states" -> new Writing(run, workers).states(body);
      case "steps" -> new Prediction(run, workers, uploads).steps(body);
      default -> new Prediction(run, workers, uploads).predict(body);
    };
  }

  private static Map<String, Object> curves(ServedRun run, URI address) {
    // Before the rows, so that none is missing where the training is said to be over.
    boolean isTraining = run.isTraining();
    try {
      Map<String, Object> curves = run.curves().toMap(after(address));
      curves.put("training", isTraining);
      return curves;
    } catch (UserException e) {
      throw new HttpError(500, run.withoutFolder(e.getMessage()));
    }
  }

  private static long after(URI address) {
    if (address.getRawQuery() == null) {
      return -1;
    }
    Matcher after = AFTER.matcher(address.getRawQuery());
    if (!after.matches()) {
      throw new HttpError(400, "expected ?after=STEP");
    }
    return Long.parseLong(after.group(1));
  }

  private static void require(String method, HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals(method)) {
      throw new HttpError(405, "expected " + method, Map.of("Allow", method));
    }
  }
}
