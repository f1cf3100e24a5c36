package unroll.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.data.Catalog;
import unroll.data.CatalogEntry;
import unroll.data.CatalogFile;
import unroll.data.DataRoot;
import unroll.data.Download;
import unroll.data.FileCheck;

/** {@code unroll data get}: downloads the files of data sets that are not there yet. */
@Command(
    name = "get",
    description = "Download data sets. Files that are present are verified and kept.",
    mixinStandardHelpOptions = true)
final class DataGetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Download from here instead: a http, https or file address"
              + " under which the files lie as NAME/FILE.")
  private String mirror;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Data sets to download.")
  private List<String> names;

  private final Supplier<Catalog> catalog;

  DataGetCommand() {
    this(Catalog::bundled);
  }

  DataGetCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    DataRoot root = data.root();
    Download download = Download.standard();
    boolean complete = true;
    for (CatalogEntry entry : names.stream().map(this::entry).toList()) {
      out().println(entry.name() + ": " + entry.description());
      out().println("  license: " + entry.license() + "; source: " + entry.citation());
      for (CatalogFile file : entry.files()) {
        complete &= get(entry, file, root, download);
      }
    }
    return complete ? 0 : 1;
  }

  private CatalogEntry entry(String name) {
    CatalogEntry entry = catalog.get().require(name);
    return mirror == null ? entry : entry.mirroredAt(mirror);
  }

  private boolean get(CatalogEntry entry, CatalogFile file, DataRoot root, Download download) {
    Path target = entry.path(file, root);
    FileCheck present = FileCheck.of(file, target);
    return switch (present.state()) {
      case OK -> {
        out().println("  " + file.name() + "  present");
        yield true;
      }
      case WRONG -> {
        err()
            .printf(
                "%s: not the published file (SHA-256 %s, expected %s); delete it to download it%n",
                present.path(), present.found(), file.sha256());
        yield false;
      }
      case MISSING -> fetch(entry, file, target, download);
    };
  }

  private boolean fetch(CatalogEntry entry, CatalogFile file, Path target, Download download) {
    long start = System.nanoTime();
    try {
      download.fetch(entry.address(file), file, target);
    } catch (IOException e) {
      err().println(e.getMessage() == null ? e.toString() : e.getMessage());
      return false;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String size = DataListCommand.megabytes(file.bytes());
    out().printf(Locale.ROOT, "  %s  %s  %.1f s%n", file.name(), size, seconds);
    return true;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
