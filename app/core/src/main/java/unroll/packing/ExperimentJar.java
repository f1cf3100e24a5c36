package unroll.packing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import unroll.Start;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.DataRoot;
import unroll.experiment.Provenance;

/**
 * One jar that holds an experiment and runs it. Its bytes follow from the experiment and the
 * program alone.
 */
public final class ExperimentJar {
  private static final LocalDateTime DATE = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String LICENSE = "META-INF/LICENSE";
  private static final long MOST_BYTES = 1L << 30;

  private final Contents contents;

  private ExperimentJar(Contents contents) {
    this.contents = contents;
  }

  /**
   * Of a configuration file or a run folder.
   *
   * @param root where the data sets lie that a configuration reads
   * @throws UserException if it is neither, or cannot be packed
   */
  public static ExperimentJar of(Path experiment, DataRoot root) {
    Contents contents =
        Files.isDirectory(experiment)
            ? new RunContents(experiment).collect()
            : new ConfigContents(experiment, root).collect();
    return new ExperimentJar(contents);
  }

  /** Of the experiment. */
  public String name() {
    return contents.name();
  }

  /**
   * Writes the jar.
   *
   * @param program the program's own jar where the new one is to need nothing beside it; empty:
   *     {@code unroll.jar} has to lie in its folder or in the one above
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file, Optional<Path> program) {
    Provenance.Build build = Provenance.Build.read();
    PackedExperiment description = contents.describe(build.version(), build.commit());
    long bytes = description.files().stream().mapToLong(PackedFile::size).sum();
    if (bytes > MOST_BYTES) {
      throw new UserException(
          "%s: its files have %,d MB; expected 1,024 at most. Larger data belongs in a data set"
                  .formatted(contents.name(), bytes >> 20)
              + " (data:SET/FILE), of which only the SHA-256 is packed");
    }
    AtomicFile.write(file, out -> write(out, description, program));
  }

  private void write(OutputStream out, PackedExperiment description, Optional<Path> program)
      throws IOException {
    ZipArchiveOutputStream jar = new ZipArchiveOutputStream(out);
    add(jar, MANIFEST, manifest(program.isPresent()));
    if (program.isPresent()) {
      copyProgram(program.get(), jar);
    } else {
      add(jar, LICENSE, ofProgram("/unroll/LICENSE"));
      add(jar, "unroll/Start.class", ofProgram("/unroll/Start.class"));
    }
    add(jar, PackedExperiment.RESOURCE, description.json());
    for (Map.Entry<String, Path> each : contents.files().entrySet()) {
      try (InputStream content = Files.newInputStream(each.getValue())) {
        add(jar, PackedExperiment.FILES + each.getKey(), content);
      }
    }
    jar.finish();
    jar.flush();
  }

  private static byte[] manifest(boolean isSelfContained) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Start.class.getName());
    if (isSelfContained) {
      attributes.put(Attributes.Name.MULTI_RELEASE, "true");
    } else {
      attributes.put(Attributes.Name.CLASS_PATH, "unroll.jar ../unroll.jar");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static byte[] ofProgram(String resource) throws IOException {
    try (InputStream in = ExperimentJar.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing from the program");
      }
      return in.readAllBytes();
    }
  }

  /** As it is, without unpacking 700 MB to pack them again. */
  private static void copyProgram(Path program, ZipArchiveOutputStream jar) throws IOException {
    try (ZipFile source = ZipFile.builder().setPath(program).get()) {
      source.copyRawEntries(
          jar,
          entry ->
              !entry.getName().equals(MANIFEST)
                  && !entry.getName().startsWith("unroll-experiment/"));
    }
  }

  private static void add(ZipArchiveOutputStream jar, String name, byte[] content)
      throws IOException {
    add(jar, name, new ByteArrayInputStream(content));
  }

  private static void add(ZipArchiveOutputStream jar, String name, InputStream content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    // A zip file keeps the hands of a clock without a time zone.
    entry.setTime(DATE.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    jar.putArchiveEntry(entry);
    content.transferTo(jar);
    jar.closeArchiveEntry();
  }
}
