package unroll.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.backend.BackendChoice;
import unroll.backend.ComputeCapability;
import unroll.backend.CudaAnswer;
import unroll.backend.CudaDevice;
import unroll.backend.CudaLibrary;

class TrapsTest {
  private static final long GIGABYTE = 1_000_000_000L;
  private static final CudaAnswer NO_DRIVER = new CudaAnswer.None("there is no NVIDIA driver");

  private final Map<String, String> environment =
      new HashMap<>(Map.of("MALLOC_ARENA_MAX", "2", "OMP_NUM_THREADS", "1"));
  private final Map<String, String> properties =
      new HashMap<>(
          Map.of("org.bytedeco.javacpp.maxphysicalbytes", "0", "sun.jnu.encoding", "UTF-8"));
  private Optional<LibC> libc = Optional.of(new LibC(2, 36));
  private double load = 0.5;
  private Processor processor = new Processor("a", List.of(), 4, 4);
  private Memory memory = new Memory(4 * GIGABYTE, 16 * GIGABYTE, 16 * GIGABYTE);
  private Folder natives = new Folder(Checkup.NATIVES, "/cache", true, true, 50 * GIGABYTE);
  private BackendFacts backend = backend(BackendChoice.AUTO, false, NO_DRIVER);

  private static BackendFacts backend(BackendChoice asked, boolean hasCuda, CudaAnswer answer) {
    return BackendFacts.of(asked, hasCuda, () -> answer, CudaLibrary.ofBuild());
  }

  private List<Finding> findings() {
    return Traps.of(
        new Surroundings(environment, properties::get, libc, true, load),
        processor,
        memory,
        List.of(natives),
        backend);
  }

  private void assertOne(Finding.Level level, String what) {
    List<Finding> found = findings();
    assertEquals(1, found.size(), found.toString());
    assertEquals(level, found.get(0).level());
    assertTrue(found.get(0).what().contains(what), found.get(0).what());
    assertTrue(!found.get(0).remedy().isBlank());
  }

  @Test
  void aWellKeptMachineHasNone() {
    assertEquals(List.of(), findings());
  }

  @ParameterizedTest
  @CsvSource({
    "OPENBLAS_CORETYPE, Haswell",
    "ONEDNN_MAX_CPU_ISA, AVX2",
    "OMP_NUM_THREADS, 8",
    "OMP_PROC_BIND, true"
  })
  void variablesThatInterfereAreNamedWithTheirValue(String name, String value) {
    environment.put(name, value);
    assertOne(Finding.Level.WARNING, name + "=" + value);
  }

  @Test
  void unlimitedArenasAreWarnedOf() {
    environment.remove("MALLOC_ARENA_MAX");
    assertOne(Finding.Level.WARNING, "MALLOC_ARENA_MAX is not set");
  }

  @Test
  void anOldCLibraryIsAProblem() {
    libc = Optional.of(new LibC(2, 31));
    assertOne(Finding.Level.PROBLEM, "glibc 2.31 is older");
  }

  @Test
  void anotherCLibraryIsAProblem() {
    libc = Optional.empty();
    assertOne(Finding.Level.PROBLEM, "not glibc");
  }

  @Test
  void fewerProcessorsThanThereAreIsWarnedOf() {
    processor = new Processor("a", List.of(), 4, 1);
    assertOne(Finding.Level.WARNING, "Java may use 1 of the 4 processors");
  }

  @Test
  void fewerThreadsThanProcessorsIsWarnedOf() {
    properties.put("unroll.threads", "1");
    assertOne(Finding.Level.WARNING, "-Dunroll.threads=1, where 4 processors");
  }

  @Test
  void aBusyMachineIsWarnedOf() {
    load = 3.25;
    assertOne(Finding.Level.WARNING, "a load of 3.3 on 4 processors");
  }

  @Test
  void aHeapThatLeavesNothingIsWarnedOf() {
    memory = new Memory(14 * GIGABYTE, 16 * GIGABYTE, 64 * GIGABYTE);
    assertOne(Finding.Level.WARNING, "14.0 GB of 16.0 GB");
  }

  @Test
  void aSmallContainerIsWarnedOf() {
    memory = new Memory(GIGABYTE / 4, GIGABYTE, 64 * GIGABYTE);
    assertOne(Finding.Level.WARNING, "1.0 GB of memory is all that this container may take");
  }

  @Test
  void foldersThatCannotBeWrittenOrAreFullAreNamed() {
    natives = new Folder(Checkup.NATIVES, "/cache", false, false, 50 * GIGABYTE);
    assertOne(Finding.Level.PROBLEM, "/cache, cannot be written");
    natives = new Folder(Checkup.NATIVES, "/cache", true, true, 3_000_000);
    assertOne(Finding.Level.WARNING, "3 MB are left");
  }

  @Test
  void librariesThatLieUnpackedNeedNoFolderThatCanBeWritten() {
    natives = new Folder(Checkup.NATIVES, "/cache", true, false, 50 * GIGABYTE);
    assertEquals(List.of(), findings());
  }

  @Test
  void anotherEncodingOfFileNamesIsWarnedOf() {
    properties.put("sun.jnu.encoding", "ANSI_X3.4-1968");
    assertOne(Finding.Level.WARNING, "ANSI_X3.4-1968");
  }

  @Test
  void javacppWithoutItsOptionIsWarnedOf() {
    properties.remove("org.bytedeco.javacpp.maxphysicalbytes");
    assertOne(Finding.Level.WARNING, "JavaCPP reads");
  }

  @Test
  void aBackendThatIsWantedAndCannotWorkIsAProblem() {
    backend = backend(BackendChoice.CUDA, true, NO_DRIVER);
    assertOne(Finding.Level.PROBLEM, "backend cuda: there is no NVIDIA driver");
  }

  @Test
  void aBackendThatIsNotUsedIsWarnedOf() {
    backend = backend(BackendChoice.AUTO, true, NO_DRIVER);
    assertOne(Finding.Level.WARNING, "the processor is: there is no NVIDIA driver");
  }

  @Test
  void aDeviceThatTheBuildIgnoresIsWarnedOf() {
    CudaDevice device = new CudaDevice("T4", new ComputeCapability(7, 5), "535.1", GIGABYTE);
    backend = backend(BackendChoice.AUTO, false, new CudaAnswer.Devices(List.of(device)));
    assertOne(Finding.Level.WARNING, "there is T4 (compute capability 7.5, driver 535.1)");
  }
}
