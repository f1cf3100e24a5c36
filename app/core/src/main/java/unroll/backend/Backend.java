package unroll.backend;

/** What computes. */
public enum Backend {
  /** The processor. */
  CPU("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class"),
  /** A graphics card of NVIDIA. */
  CUDA("org/nd4j/linalg/jcublas/JCublasBackend.class");

  private final String classFile;

  Backend(String classFile) {
    this.classFile = classFile;
  }

  /** Whether these jars hold it; loads nothing. */
  public boolean isIn(ClassLoader jars) {
    return jars.getResource(classFile) != null;
  }
}
