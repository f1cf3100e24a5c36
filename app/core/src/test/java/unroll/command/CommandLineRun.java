package unroll.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import unroll.Main;

/** What a command printed and how it ended. */
public record CommandLineRun(int code, String out, String err) {

  /** Runs a command as a user would, within this process. */
  public static CommandLineRun of(String... arguments) {
    return of(Interruption.manual(), arguments);
  }

  static CommandLineRun of(Interruption interruption, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), interruption, arguments);
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  /** A file of the project, wherever the tests run. */
  public static Path project(String file) {
    Path here = Path.of("").toAbsolutePath();
    while (!java.nio.file.Files.exists(here.resolve("unroll.cmd"))) {
      here = here.getParent();
    }
    return here.resolve(file);
  }
}
