package unroll;

import java.lang.reflect.InvocationTargetException;

/**
 * Where an experiment's jar begins. It is the one class of the program in a jar that needs {@code
 * unroll.jar} beside it, so that a missing one is said in a line.
 */
public final class Start {
  private static final int WRONG_INPUT = 2;

  private Start() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Class<?> program;
    try {
      program = Class.forName("unroll.PackedMain");
    } catch (ClassNotFoundException e) {
      System.err.println(
          "unroll.jar is missing or too old; expected it beside this jar or in the folder above"
              + " (a jar packed with --self-contained needs none)");
      System.exit(WRONG_INPUT);
      return;
    }
    try {
      program.getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
