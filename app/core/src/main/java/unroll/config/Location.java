package unroll.config;

/**
 * A place in what the user wrote.
 *
 * @param source file name, or the command line option
 * @param line counted from 1; 0 where lines mean nothing
 */
public record Location(String source, int line) {
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
