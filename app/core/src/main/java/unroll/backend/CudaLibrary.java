package unroll.backend;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * ND4J's library for CUDA. It holds machine code and no PTX, so it runs on the architectures it was
 * compiled for and on later ones of the same major number (CUDA C++ Programming Guide, "Binary
 * Compatibility").
 *
 * @param name artifact and version
 * @param compiled the architectures it has code for
 */
public record CudaLibrary(String name, List<ComputeCapability> compiled) {
  private static final String FACTS = "/unroll/cuda.properties";

  public CudaLibrary {
    compiled = List.copyOf(compiled);
  }

  /** The one that this program was built for. */
  public static CudaLibrary ofBuild() {
    Properties facts = new Properties();
    try (InputStream in = CudaLibrary.class.getResourceAsStream(FACTS)) {
      facts.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(FACTS + " is missing from the program", e);
    }
    return new CudaLibrary(
        facts.getProperty("library"),
        Stream.of(facts.getProperty("architectures").split(" "))
            .map(ComputeCapability::parse)
            .toList());
  }

  /** Whether it has code that the device can run. */
  boolean runsOn(ComputeCapability device) {
    return compiled.stream().anyMatch(device::runsCodeFor);
  }

  /** From the oldest to the newest there can be of the newest major number. */
  String range() {
    return Collections.min(compiled) + " to " + Collections.max(compiled).major() + ".9";
  }
}
