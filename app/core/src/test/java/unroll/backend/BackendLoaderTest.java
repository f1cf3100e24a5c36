package unroll.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4jBackend;

class BackendLoaderTest {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
  private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /** One jar of a class path on which another backend comes first. */
  @TempDir private Path jar;

  private URLClassLoader both() throws IOException {
    Path file = jar.resolve(SERVICE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "org.nd4j.linalg.jcublas.JCublasBackend\n" + CPU + "\n");
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, BackendLoaderTest.class.getClassLoader());
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, org.nd4j.linalg.cpu.nativecpu.CpuBackend",
    "CUDA, org.nd4j.linalg.jcublas.JCublasBackend"
  })
  void oneBackendIsShownOfThoseThereAre(Backend backend, String className) throws IOException {
    try (URLClassLoader jars = both()) {
      List<String> lines = new ArrayList<>();
      for (URL url : Collections.list(new BackendLoader(jars, backend).getResources(SERVICE))) {
        lines.add(new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      }
      assertEquals(List.of(className), lines);
    }
  }

  @Test
  void nd4jFindsTheProcessorsBackendThroughIt() throws IOException {
    try (URLClassLoader jars = both()) {
      List<String> found = new ArrayList<>();
      for (Nd4jBackend backend :
          ServiceLoader.load(Nd4jBackend.class, new BackendLoader(jars, Backend.CPU))) {
        found.add(backend.getClass().getName());
      }
      assertEquals(List.of(CPU), found);
    }
  }

  @Test
  void everythingElseIsFoundAsWithoutIt() throws IOException {
    try (URLClassLoader jars = both()) {
      String other = "META-INF/services/org.nd4j.linalg.compression.NDArrayCompressor";
      List<URL> found = Collections.list(new BackendLoader(jars, Backend.CPU).getResources(other));
      assertEquals(Collections.list(jars.getResources(other)), found);
      assertTrue(found.size() >= 1);
    }
  }

  @Test
  void theProcessorsBackendIsInEveryBuild() {
    assertTrue(Backend.CPU.isIn(BackendLoaderTest.class.getClassLoader()));
  }
}
