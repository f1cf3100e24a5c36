package unroll.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import unroll.data.Catalog;
import unroll.data.CatalogEntry;
import unroll.data.DataRoot;

/** {@code unroll data list}: what there is, and what of it is on this disk. */
@Command(
    name = "list",
    description = "List the public data sets and say which are present.",
    mixinStandardHelpOptions = true)
final class DataListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DataRoot root = data.root();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "TASK", "SIZE", "LICENSE", "PRESENT"));
    for (CatalogEntry entry : Catalog.bundled().entries()) {
      rows.add(
          List.of(
              entry.name(),
              entry.task(),
              megabytes(entry.bytes()),
              entry.license(),
              presence(entry, root)));
    }
    print(rows, out);
    out.println();
    out.println("data root: " + root.folder().toAbsolutePath().normalize());
    return 0;
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String presence(CatalogEntry entry, DataRoot root) {
    long present = entry.filesIn(root);
    int all = entry.files().size();
    return present == all ? "yes" : present == 0 ? "no" : present + " of " + all + " files";
  }

  private static void print(List<List<String>> rows, PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int place = column;
        int width = rows.stream().mapToInt(other -> other.get(place).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
