package unroll.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.serve.ServeLimits;
import unroll.serve.Server;

/** {@code unroll serve}: a local page and a JSON API in which runs are asked. */
@Command(
    name = "serve",
    description = "Show runs on a local page where they can be asked, with a JSON API behind it.",
    footer = {
      "",
      "The page is for this machine alone unless --address says otherwise; then a token is needed.",
      "There is no encryption: on a network that others use, put it behind a server with TLS.",
      "The API is described at /api/openapi.json, with examples. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final String NEW_TOKEN = "new";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,200}");
  private static final int TOKEN_BYTES = 24;
  private static final int LARGEST_PORT = 65535;
  private static final long LOOK_MILLISECONDS = 100;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders.")
  private List<Path> runs;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "0: any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description =
          "The address of this machine to listen at; 0.0.0.0: all of them. Default:"
              + " ${DEFAULT-VALUE}.")
  private String address;

  @Option(
      names = "--token",
      paramLabel = "T",
      description =
          "What clients must show, 16 or more letters, digits, - and _; \"new\": one is made and"
              + " printed.")
  private String token;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Requests a second that a client address may make. Default: ${DEFAULT-VALUE}.")
  private int rate;

  private final Interruption interruption;

  ServeCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireWithin("--port", port, 0, LARGEST_PORT);
    requireWithin("--rate", rate, 1, 1_000_000);
    InetAddress listened = resolve();
    Optional<String> shown = token();
    if (!listened.isLoopbackAddress() && shown.isEmpty()) {
      throw new UserException(
          "--address "
              + address
              + ": others can reach it; expected a --token too (--token new makes one)");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // Asked first, so that Ctrl-C is waited for from the first moment on.
    boolean ended = interruption.isRequested();
    try (Server server =
        new Server(
            runs,
            new InetSocketAddress(InetAddress.getByAddress(address, listened.getAddress()), port),
            shown,
            ServeLimits.of(rate),
            line -> {
              err.println(line);
              err.flush();
            })) {
      String fragment = shown.map(secret -> "#token=" + secret).orElse("");
      out.println("http://%s:%d/%s".formatted(host(listened), server.port(), fragment));
      out.flush();
      while (!ended) {
        Thread.sleep(LOOK_MILLISECONDS);
        ended = interruption.isRequested();
      }
    }
    return Failure.INTERRUPTED;
  }

  private static void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserException(
          "%s: expected a number from %d to %d, found %d".formatted(option, least, most, value));
    }
  }

  private InetAddress resolve() {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new UserException("--address: no such address: " + address, e);
    }
  }

  private String host(InetAddress listened) {
    if (listened.isAnyLocalAddress()) {
      return "localhost";
    }
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private Optional<String> token() {
    if (token == null) {
      return Optional.empty();
    } else if (token.equals(NEW_TOKEN)) {
      byte[] bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    } else if (!TOKEN.matcher(token).matches()) {
      throw new UserException("--token: expected 16 to 200 letters, digits, - and _, or new");
    }
    return Optional.of(token);
  }
}
