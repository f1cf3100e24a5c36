package unroll.documentation;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java that a page shows: statements, or a whole type. */
final class JavaCheck {
  private static final String IMPORTS =
      """
      import java.nio.file.*;
      import java.util.*;
      import java.util.function.Function;
      import org.deeplearning4j.nn.conf.*;
      import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.learning.config.Adam;
      import unroll.config.*;
      import unroll.data.*;
      import unroll.layers.*;
      import unroll.layers.weights.*;
      import unroll.network.*;
      import unroll.task.*;
      import unroll.training.*;
      """;

  /** What statements of a page may take for granted. */
  private static final String BEFORE =
      IMPORTS
          + """
          class Shown {
            MultiLayerNetwork network;
            INDArray oneHotOfHell;
            INDArray idsOfEllo;
            void run() throws Exception {
          """;

  private JavaCheck() {}

  /**
   * @param folder for the classes
   * @return the first error, with its line in the block
   */
  static Optional<String> errorOf(String text, Path folder) {
    boolean isType =
        text.lines().anyMatch(line -> line.matches("(public )?(final )?(class|record|enum).*"));
    String before = isType ? IMPORTS : BEFORE;
    String name = isType ? typeName(text) : "Shown";
    String source = before + text + (isType ? "" : "}}");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(file(name, source))).call();
    long offset = before.lines().count();
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getLineNumber() - offset + ": " + one.getMessage(Locale.ROOT))
        .findFirst();
  }

  private static String typeName(String text) {
    return text.replaceAll("(?s).*?\\b(?:class|record|enum) (\\w+).*", "$1");
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignored) {
        return source;
      }
    };
  }
}
