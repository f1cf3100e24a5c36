package unroll.packing;

import java.util.regex.Pattern;

/**
 * A file in an experiment's jar.
 *
 * @param name where it lies, folders before it parted by slashes
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal digits
 */
public record PackedFile(String name, long size, String sha256) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_NAME = 500;

  /** Whether the name stays within the folder it is unpacked into, on every system. */
  boolean isSafe() {
    return name != null
        && !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && size >= 0
        && sha256 != null
        && SHA_256.matcher(sha256).matches()
        && Pattern.compile("/").splitAsStream(name + "/").allMatch(PackedFile::isSafePart)
        && !name.startsWith("/")
        && !name.endsWith("/");
  }

  private static boolean isSafePart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':');
  }
}
