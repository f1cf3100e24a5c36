package unroll.spark;

import java.io.PrintWriter;
import java.io.StringWriter;
import unroll.command.Interruption;

/** What the program printed and how it ended. */
record SparkRun(int code, String out, String err) {
  /** Trains within this process. */
  static SparkRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(new PrintWriter(out), new PrintWriter(err), Interruption.manual(), arguments);
    return new SparkRun(code, out.toString(), err.toString());
  }
}
