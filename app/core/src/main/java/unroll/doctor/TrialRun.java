package unroll.doctor;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import unroll.backend.Backend;
import unroll.experiment.ExperimentConfig;
import unroll.network.ComputeThreads;
import unroll.rehearsal.StepTime;
import unroll.task.TaskData;

/** Loads the backend of this process, and trains with it for a few seconds if it is told what. */
public final class TrialRun {
  /** What ND4J's levels stand for (libnd4j, binaryLevel). */
  private static final String[] LEVELS = {"any processor", "any processor", "AVX2", "AVX-512"};

  private TrialRun() {}

  /** Of the backend alone. */
  public static Trial ofKernels() {
    NativeOps operations = loaded();
    boolean isCpu = Nd4j.getEnvironment().isCPU();
    String version = null;
    String instructions = null;
    if (isCpu) {
      dnnl_version_t found = dnnl.dnnl_version();
      version = "%d.%d.%d".formatted(found.major(), found.minor(), found.patch());
      instructions = dnnl.get_effective_cpu_isa().intern().name();
    }
    return new Trial(
        isCpu ? Backend.CPU : Backend.CUDA,
        version,
        instructions,
        null,
        isCpu ? level(operations.binaryLevel()) : operations.getDeviceName(0),
        ComputeThreads.count(),
        0,
        null,
        null);
  }

  private static NativeOps loaded() {
    Nd4j.getBackend();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  private static String level(int level) {
    return level >= 0 && level < LEVELS.length ? LEVELS[level] : "level " + level;
  }

  /** Of the backend and some optimizer steps. */
  public static Trial of(ExperimentConfig config, TaskData data) {
    Trial kernels = ofKernels();
    StepTime time = StepTime.of(config.network(), config.training(), data);
    Optional<String> failure = time.failure();
    return new Trial(
        kernels.backend(),
        kernels.onednn(),
        kernels.instructions(),
        null,
        kernels.nd4j(),
        kernels.threads(),
        time.steps(),
        time.steps() == 0 ? null : time.seconds() / time.steps(),
        failure.map(text -> text.lines().findFirst().orElse(text)).orElse(null));
  }
}
