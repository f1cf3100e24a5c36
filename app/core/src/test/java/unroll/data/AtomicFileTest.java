package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] OLD = "the old content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void writesANewFile() throws IOException {
    byte[] content = new byte[200_000];
    new Random(6).nextBytes(content);
    Path file = folder.resolve("new.bin");

    AtomicFile.write(file, content);

    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void replacesALongerFile() throws IOException {
    Path file = Files.write(folder.resolve("file.txt"), OLD);

    AtomicFile.write(
        file,
        out -> {
          out.write('n');
          out.write("ew".getBytes(StandardCharsets.UTF_8));
        });

    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.write(folder.resolve("file.txt"), OLD);

    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[100_000]);
          out.flush();
          assertArrayEquals(OLD, Files.readAllBytes(file));
        });

    assertEquals(100_000, Files.size(file));
  }

  @Test
  void whatAnEarlierFailureLeftIsOverwritten() throws IOException {
    Path file = folder.resolve("file.txt");
    Files.write(folder.resolve("file.txt.tmp"), new byte[1000]);

    AtomicFile.write(file, OLD);

    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void leavesTheOldFileWhenTheContentCannotBeWritten() throws IOException {
    Path file = Files.write(folder.resolve("file.txt"), OLD);

    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no space left");
                    }));

    assertTrue(e.getMessage().contains("cannot write " + file), e.getMessage());
    assertTrue(e.getMessage().contains("no space left"), e.getMessage());
    assertOnlyTheOldIsLeft(file);
  }

  @Test
  void leavesTheOldFileWhenTheContentThrowsAnythingElse() throws IOException {
    Path file = Files.write(folder.resolve("file.txt"), OLD);
    IllegalStateException cause = new IllegalStateException("not to be written");

    assertSame(
        cause,
        assertThrows(
            IllegalStateException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw cause;
                    })));

    assertOnlyTheOldIsLeft(file);
  }

  @Test
  void leavesNothingAsideWhenTheTargetCannotBeReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path inside = Files.write(target.resolve("file.txt"), OLD);

    assertThrows(UncheckedIOException.class, () -> AtomicFile.write(target, new byte[10]));

    assertOnlyTheOldIsLeft(inside);
    assertEquals(List.of(target), files());
  }

  @Test
  void aFolderThatIsNotThereIsToldWithTheFile() {
    Path file = folder.resolve("none").resolve("file.txt");

    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, OLD));
    assertTrue(e.getMessage().contains("cannot write " + file), e.getMessage());
  }

  private void assertOnlyTheOldIsLeft(Path file) throws IOException {
    assertArrayEquals(OLD, Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aLinkWhereTheNewContentIsPreparedIsNotFollowed() throws IOException {
    Path other = Files.write(folder.resolve("other.txt"), OLD);
    try {
      Files.createSymbolicLink(folder.resolve("file.txt.tmp"), other);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Assumptions.abort("no links here: " + e);
    }

    AtomicFile.write(folder.resolve("file.txt"), "new".getBytes(StandardCharsets.UTF_8));

    assertArrayEquals(OLD, Files.readAllBytes(other));
    assertEquals("new", Files.readString(folder.resolve("file.txt")));
  }
}
