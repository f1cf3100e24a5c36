package unroll.doctor;

/**
 * What runs.
 *
 * @param libc the C library, null where it does not matter or does not tell
 */
public record Program(String version, String commit, String java, String system, String libc) {}
