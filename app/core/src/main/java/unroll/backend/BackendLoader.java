package unroll.backend;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.common.config.ND4JClassLoading;
import unroll.config.Words;

/**
 * Shows ND4J one backend of those there are. By itself it takes CUDA wherever there is a device,
 * and dies on one that it has no code for; the order it tries them in is told by environment
 * variables alone.
 */
final class BackendLoader extends ClassLoader {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private final Backend backend;

  /**
   * @param jars where the classes are
   */
  BackendLoader(ClassLoader jars, Backend backend) {
    super(jars);
    this.backend = backend;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(SERVICE)) {
      return super.getResources(name);
    }
    String file = "unroll/backend/" + Words.kebabCase(backend);
    return Collections.enumeration(List.of(getParent().getResource(file)));
  }

  /** For this process; without effect once ND4J is loaded. */
  static void install(Backend backend) {
    ClassLoader jars = BackendLoader.class.getClassLoader();
    ND4JClassLoading.setNd4jClassloader(new BackendLoader(jars, backend));
  }
}
