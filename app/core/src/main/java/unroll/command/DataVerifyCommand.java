package unroll.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.data.Catalog;
import unroll.data.CatalogEntry;
import unroll.data.CatalogFile;
import unroll.data.DataRoot;
import unroll.data.FileCheck;

/** {@code unroll data verify}: compares files on this disk with the published ones. */
@Command(
    name = "verify",
    description = "Compare the checksums of data sets with those of the published files.",
    mixinStandardHelpOptions = true)
final class DataVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Data sets to verify. Default: all that are present.")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    Catalog catalog = Catalog.bundled();
    DataRoot root = data.root();
    List<CatalogEntry> entries =
        names.isEmpty() ? catalog.entries() : names.stream().map(catalog::require).toList();
    boolean right = true;
    for (CatalogEntry entry : entries) {
      if (names.isEmpty() && entry.filesIn(root) == 0) {
        out().println("absent   " + entry.name());
        continue;
      }
      for (CatalogFile file : entry.files()) {
        right &= verify(entry, file, root);
      }
    }
    out().println();
    out().println("data root: " + root.folder().toAbsolutePath().normalize());
    return right ? 0 : 1;
  }

  private boolean verify(CatalogEntry entry, CatalogFile file, DataRoot root) {
    FileCheck check = FileCheck.of(file, entry.path(file, root));
    String name = entry.name() + "/" + check.path().getFileName();
    out()
        .println(
            switch (check.state()) {
              case OK -> "ok       " + name;
              case MISSING -> "missing  " + name;
              case WRONG -> "wrong    " + name + "  found SHA-256 " + check.found();
            });
    return check.state() == FileCheck.State.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
