package unroll.doctor;

import unroll.backend.Backend;

/**
 * What a process found with one backend; null stands for what could not be found.
 *
 * @param onednn the version of oneDNN, which multiplies matrices on a processor
 * @param instructions those that oneDNN uses
 * @param openblasCore the kernels that OpenBLAS uses
 * @param nd4j what ND4J's own library was compiled for
 * @param threads that share a batch
 * @param steps optimizer steps measured, 0 without a configuration
 * @param secondsAStep seconds an optimizer step took
 * @param failure why there is not more
 */
public record Trial(
    Backend backend,
    String onednn,
    String instructions,
    String openblasCore,
    String nd4j,
    int threads,
    int steps,
    Double secondsAStep,
    String failure) {

  static Trial failed(Backend backend, String reason) {
    return new Trial(backend, null, null, null, null, 0, 0, null, reason);
  }

  Trial withOpenblasCore(String core) {
    return new Trial(
        backend, onednn, instructions, core, nd4j, threads, steps, secondsAStep, failure);
  }
}
