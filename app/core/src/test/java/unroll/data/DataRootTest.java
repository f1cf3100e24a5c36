package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class DataRootTest {
  private static final Path HOME = Path.of("home").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void theOptionComesBeforeTheVariable() {
    Map<String, String> environment = Map.of("UNROLL_DATA", "sets");

    assertEquals(Path.of("mine"), chosen(Optional.of(Path.of("mine")), environment, "Linux"));
    assertEquals(Path.of("sets"), chosen(Optional.empty(), environment, "Linux"));
  }

  @Test
  void withoutOptionAndVariableItIsInTheCacheFolderOfTheSystem() {
    Path end = Path.of("unroll", "data");
    String cache = HOME.resolve("cache").toString();

    assertEquals(HOME.resolve(".cache").resolve(end), chosen(Map.of(), "Linux"));
    assertEquals(
        HOME.resolve("cache").resolve(end), chosen(Map.of("XDG_CACHE_HOME", cache), "Linux"));
    assertEquals(HOME.resolve("Library/Caches").resolve(end), chosen(Map.of(), "Mac OS X"));
    assertEquals(HOME.resolve("AppData/Local").resolve(end), chosen(Map.of(), "Windows 11"));
    assertEquals(
        HOME.resolve("cache").resolve(end), chosen(Map.of("LOCALAPPDATA", cache), "Windows 11"));
  }

  @Test
  void aCacheFolderOfOnesOwnHoldsTheDataToo() {
    Map<String, String> environment = Map.of("UNROLL_CACHE", "big", "XDG_CACHE_HOME", "/cache");
    CacheFolder chosen =
        CacheFolder.choose(Optional.of(Path.of("mine")), environment, "Linux", HOME);

    assertEquals(Path.of("big", "data"), chosen(environment, "Linux"));
    assertEquals(Path.of("mine", "data"), chosen.data());
  }

  @Test
  void emptyVariablesAndARelativeCacheFolderAreIgnored() {
    Map<String, String> environment = Map.of("UNROLL_DATA", "", "XDG_CACHE_HOME", "cache");

    assertEquals(HOME.resolve(".cache/unroll/data"), chosen(environment, "Linux"));
  }

  @Test
  void aPlainReferenceIsRelativeToTheFolderOfTheConfiguration() {
    Path configs = Path.of("app", "configs", "hello");

    assertEquals(
        Path.of("app", "configs", "data", "x.txt"),
        new DataRoot(folder).resolve("../data/x.txt", configs));
    assertEquals(HOME, new DataRoot(folder).resolve(HOME.toString(), configs));
  }

  @Test
  void aDataReferenceLiesUnderTheRoot() throws IOException {
    Path file = write("tiny-shakespeare/input.txt");

    assertEquals(file, resolve("data:tiny-shakespeare/input.txt"));
  }

  @Test
  void aDataReferenceFallsBackToTheGzippedFile() throws IOException {
    Path packed = write("nsmc/ratings_test.txt.gz");

    assertEquals(packed, resolve("data:nsmc/ratings_test.txt"));

    Path plain = write("nsmc/ratings_test.txt");
    assertEquals(plain, resolve("data:nsmc/ratings_test.txt"));
  }

  @Test
  void aDataReferenceMayNameAWholeSetOnceAllOfItIsThere() throws IOException {
    write("mnist-t10k/t10k-images-idx3-ubyte.gz");

    assertEquals(
        "data set mnist-t10k is not in ROOT (mnist-t10k/t10k-labels-idx1-ubyte.gz is missing);"
            + " get it with: unroll data get mnist-t10k",
        refusal("data:mnist-t10k"));

    write("mnist-t10k/t10k-labels-idx1-ubyte.gz");
    assertEquals(folder.resolve("mnist-t10k"), resolve("data:mnist-t10k"));
  }

  @Test
  void anAbsentSetIsNamedWithTheCommandThatGetsIt() {
    assertEquals(
        "data set tiny-shakespeare is not in ROOT (tiny-shakespeare/input.txt is missing);"
            + " get it with: unroll data get tiny-shakespeare",
        refusal("data:tiny-shakespeare/input.txt"));
  }

  @Test
  void theAdviceRepeatsTheOptionThatChoseTheRoot() {
    DataRoot chosen = DataRoot.choose(Optional.of(folder), Map.of(), new CacheFolder(HOME));

    UserException refusal =
        assertThrows(
            UserException.class, () -> chosen.resolve("data:nhanes/NHANES.csv", Path.of("")));

    assertEquals(
        "data set nhanes is not in ROOT (nhanes/NHANES.csv is missing);"
            + " get it with: unroll data get nhanes --data ROOT",
        refusal.getMessage().replace(folder.toString(), "ROOT"));
  }

  @Test
  void anUnknownSetIsAnsweredWithTheNearest() {
    String names = String.join(", ", Catalog.bundled().names());

    assertEquals(
        "data set tiny-shakspeare is not in ROOT (tiny-shakspeare/input.txt is missing);"
            + " did you mean tiny-shakespeare? expected "
            + names,
        refusal("data:tiny-shakspeare/input.txt"));
  }

  @Test
  void anUnknownFileOfAKnownSetIsAnsweredWithTheNearest() {
    assertEquals(
        "data set nhanes has no file nhanes.csv; did you mean NHANES.csv? expected NHANES.csv",
        refusal("data:nhanes/nhanes.csv"));
  }

  @Test
  void aSetOfTheUsersOwnNeedsNoCatalog() throws IOException {
    Path file = write("diary/2025/may.txt");

    assertEquals(file, resolve("data:diary/2025/may.txt"));
    assertEquals(folder.resolve("diary"), resolve("data:diary"));
    assertEquals("ROOT/diary/june.txt: no such file", refusal("data:diary/june.txt"));
  }

  @Test
  void aDataReferenceCannotLeaveTheRoot() throws IOException {
    write("nhanes/NHANES.csv");
    for (String inside :
        List.of("../secret", "nhanes/../../secret", "..", "", ".", HOME + "/secret")) {
      assertEquals(
          "data:" + inside + ": leaves the data root; expected data:SET or data:SET/FILE",
          refusal("data:" + inside));
    }
  }

  private static Path chosen(Map<String, String> environment, String system) {
    return chosen(Optional.empty(), environment, system);
  }

  private static Path chosen(
      Optional<Path> option, Map<String, String> environment, String system) {
    CacheFolder cache = CacheFolder.choose(Optional.empty(), environment, system, HOME);
    return DataRoot.choose(option, environment, cache).folder();
  }

  private Path resolve(String reference) {
    return new DataRoot(folder).resolve(reference, Path.of("configs"));
  }

  private String refusal(String reference) {
    return assertThrows(UserException.class, () -> resolve(reference))
        .getMessage()
        .replace(folder.toString(), "ROOT");
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
