package unroll.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Settings and limits that are known to slow trainings down, swell them or stop them. */
final class Traps {
  /** What the native libraries of this program were linked with. */
  private static final LibC OLDEST = new LibC(2, 34);

  private static final long LITTLE_DISK = 1L << 30;
  private static final long LITTLE_MEMORY = 2L << 30;

  /** Load of a processor that leaves too little of it. */
  private static final double BUSY = 0.7;

  private static final int HUNDRED = 100;
  private static final int MOST_HEAP = 80;

  private final Surroundings surroundings;
  private final List<Finding> findings = new ArrayList<>();

  private Traps(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static List<Finding> of(
      Surroundings surroundings,
      Processor processor,
      Memory memory,
      List<Folder> folders,
      BackendFacts backend) {
    Traps traps = new Traps(surroundings);
    traps.inBackend(backend);
    traps.inSystem();
    traps.inKernels();
    traps.inThreads(processor);
    traps.inMemory(memory);
    folders.forEach(traps::inFolder);
    return List.copyOf(traps.findings);
  }

  private void warn(String what, String remedy) {
    findings.add(Finding.warning(what, remedy));
  }

  private void inBackend(BackendFacts backend) {
    if (backend.used() == null) {
      findings.add(Finding.problem(backend.reason(), "--backend auto takes what there is"));
    } else if (backend.notice() != null) {
      warn(backend.notice(), "--backend cpu says that this is meant");
    } else if (backend.library() == null && !backend.devices().isEmpty()) {
      warn(
          "there is %s, but this program was built without CUDA"
              .formatted(backend.devices().get(0)),
          "./mvnw package -Pcuda, if the section \"CPU or GPU\" of the README names its capability");
    }
    for (String name : List.of("BACKEND_PRIORITY_CPU", "BACKEND_PRIORITY_GPU")) {
      surroundings
          .variable(name)
          .filter(value -> backend.library() != null)
          .ifPresent(value -> warn(name + " has no effect here", "--backend cpu or cuda instead"));
    }
  }

  private void inSystem() {
    if (surroundings.isLinux()) {
      if (surroundings.libc().isEmpty()) {
        findings.add(
            Finding.problem(
                "the C library is not glibc, or does not tell its version",
                "a system with glibc "
                    + OLDEST
                    + " or newer; musl (Alpine) cannot load the native libraries"));
      } else if (surroundings.libc().get().isOlderThan(OLDEST)) {
        findings.add(
            Finding.problem(
                "glibc %s is older than the native libraries need"
                    .formatted(surroundings.libc().get()),
                "a system with glibc %s or newer, such as Debian 12 or Ubuntu 22.04"
                    .formatted(OLDEST)));
      }
    }
    String names = surroundings.property().apply("sun.jnu.encoding");
    if (names != null && !names.equalsIgnoreCase("UTF-8") && surroundings.isLinux()) {
      warn(
          "the locale's encoding is %s: Java cannot name files in other alphabets".formatted(names),
          "export LC_ALL=C.UTF-8 (./unroll does)");
    }
  }

  private void inKernels() {
    surroundings
        .variable("OPENBLAS_CORETYPE")
        .ifPresent(
            value ->
                warn(
                    "OPENBLAS_CORETYPE=%s holds OpenBLAS to the kernels of that processor"
                        .formatted(value),
                    "unset it, unless those of your processor are not chosen by themselves"));
    for (String name : List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")) {
      surroundings
          .variable(name)
          .ifPresent(
              value ->
                  warn(
                      "%s=%s keeps oneDNN from newer instructions".formatted(name, value),
                      "unset it"));
    }
    if (!"0".equals(surroundings.property().apply("org.bytedeco.javacpp.maxphysicalbytes"))) {
      warn(
          "JavaCPP reads the process's memory use at every allocation",
          "leave -Dorg.bytedeco.javacpp.maxphysicalbytes out: by itself this program takes 0");
    }
  }

  private void inThreads(Processor processor) {
    String chosen = surroundings.property().apply("unroll.threads");
    if (processor.available() < processor.threads()) {
      warn(
          "Java may use %d of the %d processors"
              .formatted(processor.available(), processor.threads()),
          "look for taskset, a container's limit and -XX:ActiveProcessorCount");
    }
    if (surroundings.load() > BUSY * processor.available()) {
      warn(
          String.format(
              Locale.ROOT,
              "the machine is busy, with a load of %.1f on %d processors: times come out long",
              surroundings.load(),
              processor.available()),
          "measure again when it is quiet");
    }
    if (chosen != null && !chosen.equals(String.valueOf(processor.available()))) {
      warn(
          "-Dunroll.threads=%s, where %d processors could share the work"
              .formatted(chosen, processor.available()),
          "leave it out; another number of threads changes the last digits of figures");
    }
    inThreadVariables();
  }

  private void inThreadVariables() {
    for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      surroundings
          .variable(name)
          .filter(value -> !value.equals("1"))
          .ifPresent(
              value ->
                  warn(
                      "%s=%s has no effect on the layers, which share a batch among threads of their own"
                          .formatted(name, value),
                      "-Dunroll.threads chooses how many, in UNROLL_JAVA_OPTIONS"));
    }
    for (String name : List.of("OMP_PROC_BIND", "GOMP_CPU_AFFINITY", "KMP_AFFINITY")) {
      surroundings
          .variable(name)
          .ifPresent(
              value ->
                  warn(
                      "%s=%s can bind all threads to one processor".formatted(name, value),
                      "unset it"));
    }
  }

  private void inMemory(Memory memory) {
    if (surroundings.libc().isPresent() && surroundings.variable("MALLOC_ARENA_MAX").isEmpty()) {
      warn(
          "MALLOC_ARENA_MAX is not set: a long training grows by hundreds of megabytes",
          "export MALLOC_ARENA_MAX=2 (./unroll does)");
    }
    if (memory.usable() < LITTLE_MEMORY) {
      warn(
          "%s of memory %s"
              .formatted(
                  ByteSize.text(memory.usable()),
                  memory.isLimited() ? "is all that this container may take" : "is little"),
          "a smaller training.batch-size and network.units; unroll validate tells what is needed");
    }
    if (memory.heap() > memory.usable() / HUNDRED * MOST_HEAP) {
      warn(
          "Java's heap may grow to %s of %s, and the networks' numbers lie outside of it"
              .formatted(ByteSize.text(memory.heap()), ByteSize.text(memory.usable())),
          "a smaller -Xmx in UNROLL_JAVA_OPTIONS");
    }
  }

  private void inFolder(Folder folder) {
    boolean isOfNatives = folder.purpose().equals(Checkup.NATIVES);
    if (!folder.writable() && isOfNatives && folder.exists()) {
      // They lie there already, as in an image; the trial loads them.
      return;
    }
    if (!folder.writable()) {
      Finding.Level level = isOfNatives ? Finding.Level.PROBLEM : Finding.Level.WARNING;
      findings.add(
          new Finding(
              level,
              "the folder of %s, %s, cannot be written".formatted(folder.purpose(), folder.path()),
              "--cache DIR, or UNROLL_CACHE=DIR, chooses another"));
    } else if (folder.free() >= 0 && folder.free() < LITTLE_DISK) {
      warn(
          "%s are left on the disk of %s, %s"
              .formatted(ByteSize.text(folder.free()), folder.purpose(), folder.path()),
          "make room, or --cache DIR on another disk");
    }
  }
}
