package unroll.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir private Path folder;

  private Processor read(String text, int available) throws IOException {
    return Processor.read(Files.writeString(folder.resolve("cpuinfo"), text), available);
  }

  @Test
  void nameThreadsAndFeaturesThatMatterAreRead() throws IOException {
    String thread =
        "processor\t: %d\nmodel name\t: AMD EPYC 9V74\nflags\t\t: fpu sse avx2 avx512f fma\n\n";
    assertEquals(
        new Processor("AMD EPYC 9V74", List.of("avx2", "fma", "avx512f"), 3, 2),
        read(thread.formatted(0) + thread.formatted(1) + thread.formatted(2), 2));
  }

  @Test
  void armCallsThemFeatures() throws IOException {
    Processor arm = read("processor\t: 0\nFeatures\t: fp asimd sve bf16\n", 1);
    assertEquals(List.of("asimd", "sve", "bf16"), arm.features());
    assertEquals(System.getProperty("os.arch"), arm.name());
  }

  @Test
  void withoutADescriptionThereIsWhatJavaKnows() {
    assertEquals(
        new Processor(System.getProperty("os.arch"), List.of(), 4, 4),
        Processor.read(folder.resolve("none"), 4));
  }

  @Test
  void builtInMemoryIsRead() throws IOException {
    Path file = folder.resolve("meminfo");
    Files.writeString(file, "MemTotal:       24684084 kB\nMemFree: 1 kB\n");
    assertEquals(24684084L * 1024, Memory.builtIn(file));
    assertEquals(0, Memory.builtIn(folder.resolve("none")));
  }

  @Test
  void theVersionOfTheCLibraryIsRead() {
    assertEquals(Optional.of(new LibC(2, 36)), LibC.parse("glibc 2.36\n"));
    assertEquals(Optional.empty(), LibC.parse("getconf: GNU_LIBC_VERSION: unknown variable\n"));
    assertEquals(true, new LibC(2, 9).isOlderThan(new LibC(2, 34)));
    assertEquals(false, new LibC(2, 34).isOlderThan(new LibC(2, 34)));
  }

  @Test
  void aFolderThatIsNotThereYetIsJudgedByTheOneItWouldBeIn() throws IOException {
    Folder coming = Folder.of("data sets", folder.resolve("a/b/c"));
    assertEquals(true, coming.writable());
    assertEquals(Files.getFileStore(folder).getUsableSpace(), coming.free(), 1e9);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(false, Folder.of("data sets", file.resolve("below")).writable());
  }
}
