package unroll.data;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.config.Words;

/**
 * The public data sets the suite can download.
 *
 * @param entries in the order they are listed
 */
public record Catalog(List<CatalogEntry> entries) {
  private static final String RESOURCE = "catalog.json";

  public Catalog {
    entries = List.copyOf(entries);
  }

  /** The catalog that ships with the program. */
  public static Catalog bundled() {
    try (InputStream json = Catalog.class.getResourceAsStream(RESOURCE)) {
      if (json == null) {
        throw new FileNotFoundException(RESOURCE + " is missing from the program");
      }
      return new Catalog(List.of(new JsonMapper().readValue(json, CatalogEntry[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the data sets. */
  public List<String> names() {
    return entries.stream().map(CatalogEntry::name).toList();
  }

  /** The data set of that name, if the catalog has it. */
  public Optional<CatalogEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * The data set of that name.
   *
   * @throws UserException if the catalog has none; it says which name is near
   */
  public CatalogEntry require(String name) {
    return find(name)
        .orElseThrow(
            () -> new UserException("no data set " + name + "; " + Words.hint(name, names())));
  }
}
