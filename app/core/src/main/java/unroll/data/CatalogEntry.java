package unroll.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import unroll.config.UserException;

/**
 * A public data set.
 *
 * @param name the name, and the folder under the data root
 * @param task the type of task it serves, as a configuration writes it
 * @param description one line: what it holds and how much
 * @param license the terms of use
 * @param citation who made it, and where it comes from
 * @param address the folder it is downloaded from; ends with a slash
 * @param files what is to be downloaded
 */
public record CatalogEntry(
    String name,
    String task,
    String description,
    String license,
    String citation,
    URI address,
    List<CatalogFile> files) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  public CatalogEntry {
    files = List.copyOf(files);
  }

  /** Where {@code file} is downloaded from. */
  public URI address(CatalogFile file) {
    return address.resolve(file.name());
  }

  /** The size of all files in bytes, as published. */
  public long bytes() {
    return files.stream().mapToLong(CatalogFile::bytes).sum();
  }

  /** How many of the files lie under {@code root}, right or wrong. */
  public long filesIn(DataRoot root) {
    return files.stream().filter(file -> StoredFile.find(path(file, root)).isPresent()).count();
  }

  /** Where {@code file} belongs under {@code root}, whether it is there or not. */
  public Path path(CatalogFile file, DataRoot root) {
    return root.folder().resolve(name).resolve(file.name());
  }

  /**
   * The same data set, downloaded from elsewhere.
   *
   * @param mirror a http, https or file address, under which the files lie as {@code NAME/FILE}
   * @throws UserException if it is no such address
   */
  public CatalogEntry mirroredAt(String mirror) {
    URI base = base(mirror.endsWith("/") ? mirror : mirror + "/");
    return new CatalogEntry(
        name, task, description, license, citation, base.resolve(name + "/"), files);
  }

  private static URI base(String mirror) {
    try {
      URI base = URI.create(mirror);
      boolean file = "file".equals(base.getScheme());
      if (!SCHEMES.contains(String.valueOf(base.getScheme())) || !file && base.getHost() == null) {
        throw notAnAddress(mirror, null);
      }
      if (!file) {
        return base;
      }
      // "file:folder" is relative to the working directory, which URIs know nothing of.
      Path folder = base.isOpaque() ? Path.of(base.getSchemeSpecificPart()) : Path.of(base);
      if (!Files.isDirectory(folder)) {
        throw new UserException("mirror " + mirror + ": no such folder");
      }
      return folder.toUri();
    } catch (IllegalArgumentException e) {
      throw notAnAddress(mirror, e);
    }
  }

  private static UserException notAnAddress(String mirror, Throwable cause) {
    return new UserException(
        "mirror " + mirror + ": expected an address such as https://host/folder or file:/folder",
        cause);
  }
}
