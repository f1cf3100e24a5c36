package unroll.data;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class CatalogTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  private final Catalog catalog = Catalog.bundled();
  private final CatalogFile abc = new CatalogFile("abc.txt", ABC, 3);

  @Test
  void namesOfSetsAndOfTheirFilesAreUnique() {
    assertEquals(catalog.names().size(), new HashSet<>(catalog.names()).size());
    for (CatalogEntry entry : catalog.entries()) {
      List<String> files = entry.files().stream().map(CatalogFile::name).toList();
      assertEquals(files.size(), new HashSet<>(files).size(), entry.name());
      assertFalse(files.isEmpty(), entry.name());
    }
  }

  @Test
  void everyEntrySaysWhatItIsAndWhereItComesFrom() {
    for (CatalogEntry entry : catalog.entries()) {
      assertAll(
          entry.name(),
          () -> assertTrue(entry.name().matches("[a-z0-9]+(-[a-z0-9]+)*")),
          () -> assertTrue(entry.task().matches("[a-z]+(-[a-z]+)*")),
          () -> assertFalse(entry.description().isBlank()),
          () -> assertFalse(entry.license().isBlank()),
          () -> assertFalse(entry.citation().isBlank()));
    }
  }

  @Test
  void everyFileHasAPinnedAddressAChecksumAndASize() {
    for (CatalogEntry entry : catalog.entries()) {
      for (CatalogFile file : entry.files()) {
        String address = entry.address(file).toString();
        assertTrue(
            address.matches("https://raw\\.githubusercontent\\.com/[^/]+/[^/]+/[0-9a-f]{40}/.+"),
            address);
        assertTrue(address.endsWith("/" + file.name()), address);
        assertTrue(file.sha256().matches("[0-9a-f]{64}"), address);
        assertTrue(file.bytes() > 0, address);
      }
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    UserException refusal = assertThrows(UserException.class, () -> catalog.require("multi3k"));

    assertTrue(refusal.getMessage().startsWith("no data set multi3k; did you mean multi30k?"));
  }

  @Test
  void aMirrorHoldsTheFilesUnderTheNameOfTheSet() {
    CatalogEntry nhanes = catalog.require("nhanes");
    URI expected = URI.create("https://mirror.example/pub/nhanes/NHANES.csv");

    for (String mirror : List.of("https://mirror.example/pub", "https://mirror.example/pub/")) {
      assertEquals(expected, nhanes.mirroredAt(mirror).address(nhanes.files().get(0)));
    }
  }

  @Test
  void aMirrorMayBeAFolder() {
    CatalogEntry nhanes = catalog.require("nhanes");
    URI expected = folder.resolve("nhanes").resolve("NHANES.csv").toUri();

    assertEquals(
        expected, nhanes.mirroredAt(folder.toUri().toString()).address(nhanes.files().get(0)));

    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    URI found = nhanes.mirroredAt("file:" + relative).address(nhanes.files().get(0));
    assertEquals(expected, Path.of(found).normalize().toUri());
  }

  @Test
  void aMirrorThatIsNoAddressIsRefused() {
    CatalogEntry nhanes = catalog.require("nhanes");
    for (String mirror : List.of("ftp://host/x", "mirror.example/pub", "https:", "a b", "")) {
      String message =
          assertThrows(UserException.class, () -> nhanes.mirroredAt(mirror)).getMessage();
      assertTrue(message.contains("expected an address such as"), message);
    }
    String absent = folder.resolve("absent").toUri().toString();
    String message =
        assertThrows(UserException.class, () -> nhanes.mirroredAt(absent)).getMessage();
    assertTrue(message.endsWith("no such folder"), message);
  }

  @Test
  void aFileIsMissingRightOrWrong() throws IOException {
    Path file = folder.resolve("abc.txt");

    assertEquals(new FileCheck(file, FileCheck.State.MISSING, ""), FileCheck.of(abc, file));

    Files.writeString(file, "abc");
    assertEquals(new FileCheck(file, FileCheck.State.OK, ABC), FileCheck.of(abc, file));

    Files.writeString(file, "");
    String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assertEquals(new FileCheck(file, FileCheck.State.WRONG, empty), FileCheck.of(abc, file));
  }

  @Test
  void aGzippedFileIsVerifiedByItsPublishedBytes() throws IOException {
    Path packed = folder.resolve("abc.txt.gz");
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(packed))) {
      bytes.write("abc".getBytes(StandardCharsets.US_ASCII));
    }

    assertEquals(
        new FileCheck(packed, FileCheck.State.OK, ABC),
        FileCheck.of(abc, folder.resolve("abc.txt")));
  }

  @Test
  void aGzippedFileThatCannotBeDecompressedIsWrong() throws IOException {
    Files.writeString(folder.resolve("abc.txt.gz"), "not gzip");

    FileCheck check = FileCheck.of(abc, folder.resolve("abc.txt"));

    assertEquals(FileCheck.State.WRONG, check.state());
    assertTrue(check.found().startsWith("unreadable"), check.found());
  }

  @Test
  void theRealFilesAreThePublishedOnes() {
    Path real = PublishedData.folder().orElse(null);
    Assumptions.assumeTrue(real != null, "the real data sets are not beside the project");
    DataRoot root = new DataRoot(real);
    List<CatalogEntry> present =
        catalog.entries().stream().filter(entry -> entry.filesIn(root) > 0).toList();
    Assumptions.assumeFalse(present.isEmpty(), real + " holds none of the data sets");

    assertAll(present.stream().flatMap(entry -> verifications(entry, root)));
  }

  private static Stream<Executable> verifications(CatalogEntry entry, DataRoot root) {
    return entry.files().stream()
        .map(
            file ->
                () -> {
                  FileCheck check = FileCheck.of(file, entry.path(file, root));
                  assertEquals(FileCheck.State.OK, check.state(), check.toString());
                  if (check.path().endsWith(file.name())) {
                    assertEquals(file.bytes(), Files.size(check.path()), file.name());
                  }
                });
  }
}
