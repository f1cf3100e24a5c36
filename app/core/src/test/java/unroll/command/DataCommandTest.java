package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import unroll.config.UserException;
import unroll.data.Catalog;
import unroll.data.CatalogEntry;
import unroll.data.CatalogFile;
import unroll.data.PublishedData;
import unroll.data.PublishingServer;

class DataCommandTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final int USER_MISTAKE = 2;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path root;
  private Path mirror;

  @BeforeEach
  void makeFolders() throws IOException {
    root = folder.resolve("root");
    mirror = Files.createDirectory(folder.resolve("mirror"));
  }

  @Test
  void listsEveryDataSetInAnAlignedTable() throws IOException {
    write(root, "nhanes/NHANES.csv", "");
    write(root, "nsmc/ratings_test.txt.gz", "");

    assertEquals(0, data("list"));

    List<String> lines = out.toString().lines().toList();
    int presence = lines.get(0).indexOf("PRESENT");
    List<String> names = Catalog.bundled().names();
    assertEquals("NAME", lines.get(0).substring(0, 4));
    for (int i = 0; i < names.size(); i++) {
      String line = lines.get(i + 1);
      assertTrue(line.startsWith(names.get(i) + " "), line);
      String expected =
          switch (names.get(i)) {
            case "nhanes" -> "yes";
            case "nsmc" -> "1 of 2 files";
            default -> "no";
          };
      assertEquals(expected, line.substring(presence));
    }
    assertTrue(out.toString().contains("19.5 MB"), out.toString());
    assertEquals("data root: " + root, lines.get(lines.size() - 1));
  }

  @Test
  void getsWhatIsMissingAndKeepsWhatIsPresent() throws IOException {
    write(mirror, "letters/abc.txt", "abc");
    write(root, "letters/empty.txt", "");

    assertEquals(0, getLetters());

    assertEquals("abc", Files.readString(root.resolve("letters/abc.txt")));
    assertTrue(out.toString().contains("abc.txt  0.0 MB  0.0 s"), out.toString());
    assertTrue(out.toString().contains("empty.txt  present"), out.toString());
    assertTrue(out.toString().contains("license: free"), out.toString());
  }

  @Test
  void getFailsOnAMissingFileButTakesTheOthers() throws IOException {
    write(mirror, "letters/empty.txt", "");

    assertEquals(1, getLetters());

    assertTrue(err.toString().contains("letters/abc.txt: no such file"), err.toString());
    assertTrue(Files.exists(root.resolve("letters/empty.txt")));
    assertFalse(Files.exists(root.resolve("letters/abc.txt.part")));
  }

  @Test
  void getFailsOnAWrongChecksumAndLeavesNothing() throws IOException {
    write(mirror, "letters/abc.txt", "abd");
    write(mirror, "letters/empty.txt", "");

    assertEquals(1, getLetters());

    assertTrue(err.toString().contains("expected " + ABC), err.toString());
    assertFalse(Files.exists(root.resolve("letters/abc.txt")));
  }

  @Test
  void getDoesNotOverwriteAFileThatIsNotThePublishedOne() throws IOException {
    write(mirror, "letters/abc.txt", "abc");
    write(mirror, "letters/empty.txt", "");
    write(root, "letters/abc.txt", "mine");

    assertEquals(1, getLetters());

    assertTrue(err.toString().contains("abc.txt: not the published file"), err.toString());
    assertEquals("mine", Files.readString(root.resolve("letters/abc.txt")));
  }

  @Test
  void getSaysThatAWebMirrorLacksTheFile() throws IOException {
    try (PublishingServer empty = new PublishingServer()) {
      assertEquals(1, data("get", "nhanes", "--mirror", empty.address("pub").toString()));

      assertEquals(List.of("/pub/nhanes/NHANES.csv null"), empty.requests());
      assertTrue(err.toString().contains("answered 404 (not found)"), err.toString());
    }
  }

  @Test
  void getRefusesAnUnknownNameBeforeDownloadingAnything() {
    assertEquals(USER_MISTAKE, data("get", "nhanes", "mnist-t10"));

    assertTrue(err.toString().contains("did you mean mnist-t10k?"), err.toString());
    assertFalse(Files.exists(root));
  }

  @Test
  void getWithoutANameIsAMistakeOfTheUser() {
    assertEquals(USER_MISTAKE, data("get"));
    assertTrue(err.toString().contains("NAME"), err.toString());
  }

  @Test
  void dataWithoutASubcommandIsAMistakeOfTheUser() {
    assertEquals(USER_MISTAKE, commandLine(new DataCommand()).execute());
    assertTrue(err.toString().contains("subcommand"), err.toString());
  }

  @Test
  void verifyWithoutANamePassesOverAbsentSets() {
    assertEquals(0, data("verify"));

    for (String name : Catalog.bundled().names()) {
      assertTrue(out.toString().contains("absent   " + name), out.toString());
    }
  }

  @Test
  void verifyFailsOnASetThatWasAskedForAndIsMissing() {
    assertEquals(1, data("verify", "nhanes"));
    assertTrue(out.toString().contains("missing  nhanes/NHANES.csv"), out.toString());
  }

  @Test
  void verifyFailsOnAWrongFileAndOnAHalfPresentSet() throws IOException {
    write(root, "nhanes/NHANES.csv", "");
    write(root, "nsmc/ratings_test.txt.gz", "");

    assertEquals(1, data("verify"));

    String text = out.toString();
    assertTrue(text.contains("wrong    nhanes/NHANES.csv  found SHA-256 " + EMPTY), text);
    assertTrue(text.contains("wrong    nsmc/ratings_test.txt.gz"), text);
    assertTrue(text.contains("missing  nsmc/ratings_train.txt"), text);
  }

  @Test
  void getsAndVerifiesRealFilesFromAFolder() {
    Path real = PublishedData.folder().orElse(null);
    Assumptions.assumeTrue(real != null, "the real data sets are not beside the project");

    assertEquals(0, data("get", "nsmc", "mnist-t10k", "--mirror", real.toUri().toString()));
    assertEquals(0, data("verify", "nsmc", "mnist-t10k"));

    assertTrue(out.toString().contains("ok       nsmc/ratings_train.txt\n"), out.toString());
  }

  private int getLetters() {
    CatalogEntry letters =
        new CatalogEntry(
            "letters",
            "character-language-model",
            "Two files.",
            "free",
            "this test",
            URI.create("https://data.invalid/"),
            List.of(new CatalogFile("abc.txt", ABC, 3), new CatalogFile("empty.txt", EMPTY, 0)));
    Catalog catalog = new Catalog(List.of(letters));
    return commandLine(new DataGetCommand(() -> catalog))
        .execute("letters", "--data", root.toString(), "--mirror", mirror.toUri().toString());
  }

  private int data(String... words) {
    CommandLine line = commandLine(new DataCommand());
    String[] arguments = new String[words.length + 2];
    System.arraycopy(words, 0, arguments, 0, words.length);
    arguments[words.length] = "--data";
    arguments[words.length + 1] = root.toString();
    return line.execute(arguments);
  }

  private CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr().println(assertInstanceOf(UserException.class, failure).getMessage());
              return USER_MISTAKE;
            });
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
