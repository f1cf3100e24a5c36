package unroll.doctor;

import java.nio.file.Path;
import java.util.List;
import unroll.backend.Backend;
import unroll.backend.BackendChoice;
import unroll.backend.CudaLibrary;
import unroll.backend.CudaProbe;
import unroll.data.CacheFolder;
import unroll.data.DataRoot;
import unroll.experiment.Provenance;

/** Looks at this machine and this process; loads no native library. */
public final class Checkup {
  static final String NATIVES = "native libraries";

  private Checkup() {}

  /**
   * @param natives where the native libraries are unpacked
   */
  public static Diagnosis of(BackendChoice asked, DataRoot data, Path natives) {
    Surroundings surroundings = Surroundings.ofProcess();
    Processor processor = Processor.ofMachine();
    Memory memory = Memory.ofProcess();
    List<Folder> folders =
        List.of(
            Folder.of(NATIVES, natives),
            Folder.of("what can be had again", CacheFolder.choose().folder()),
            Folder.of("data sets", data.folder()));
    BackendFacts backend =
        BackendFacts.of(
            asked,
            Backend.CUDA.isIn(Checkup.class.getClassLoader()),
            () -> CudaProbe.ofMachine().ask(),
            CudaLibrary.ofBuild());
    return new Diagnosis(
        program(surroundings),
        processor,
        memory,
        folders,
        backend,
        List.of(),
        null,
        Traps.of(surroundings, processor, memory, folders, backend));
  }

  private static Program program(Surroundings surroundings) {
    Provenance.Build build = Provenance.Build.read();
    return new Program(
        build.version(),
        build.commit(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        surroundings.libc().map(LibC::toString).orElse(null));
  }
}
