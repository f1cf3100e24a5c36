package unroll.layers.weights;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The Python dictionary at the front of an npy file, read without evaluating any Python. */
final class NpyHeader {
  private static final Pattern ITEM =
      Pattern.compile("\\s*'(\\w+)'\\s*:\\s*('[^']*'|True|False|\\([^()]*\\))\\s*(,|$)\\s*");
  private static final Pattern TYPE = Pattern.compile("'([<>])(f[248])'");
  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  private NpyHeader() {}

  /**
   * Understands a header.
   *
   * @param in whose place errors name
   */
  static ArrayLayout parse(String header, TensorInput in) throws TensorFileException {
    Map<String, String> items = items(header.strip(), in);
    if (!items.keySet().equals(KEYS)) {
      throw in.wrong("a header with the keys descr, fortran_order and shape", header);
    }
    Matcher type = TYPE.matcher(items.get("descr"));
    if (!type.matches()) {
      throw in.wrong("numbers of type f2, f4 or f8", items.get("descr"));
    }
    String order = items.get("fortran_order");
    if (!order.equals("True") && !order.equals("False")) {
      throw in.wrong("fortran_order True or False", order);
    }
    return new ArrayLayout(
        ElementType.ofNpy(type.group(2)).orElseThrow(),
        type.group(1).equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
        order.equals("True"),
        shape(items.get("shape"), in));
  }

  private static Map<String, String> items(String header, TensorInput in)
      throws TensorFileException {
    if (header.length() < 2 || !header.startsWith("{") || !header.endsWith("}")) {
      throw in.wrong("a header in braces", header);
    }
    String inside = header.substring(1, header.length() - 1);
    Map<String, String> items = new HashMap<>();
    Matcher item = ITEM.matcher(inside);
    for (int at = 0; at < inside.length(); at = item.end()) {
      boolean isItem = item.region(at, inside.length()).lookingAt();
      if (!isItem || items.put(item.group(1), item.group(2)) != null) {
        throw in.wrong("a header of descr, fortran_order and shape, each once", header);
      }
    }
    return items;
  }

  private static long[] shape(String tuple, TensorInput in) throws TensorFileException {
    if (!tuple.startsWith("(")) {
      throw in.wrong("a shape such as (3, 4)", tuple);
    }
    String sizes = tuple.substring(1, tuple.length() - 1).strip();
    if (sizes.isEmpty()) {
      return new long[0];
    }
    String[] words = sizes.split(",");
    long[] shape = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      String word = words[i].strip();
      if (!SIZE.matcher(word).matches()) {
        throw in.wrong("a shape such as (3, 4)", tuple);
      }
      shape[i] = Long.parseLong(word);
    }
    return shape;
  }

  /** The header of an array in C's order and little-endian. */
  static String of(String name, INDArray array) {
    String sizes =
        Arrays.stream(array.shape()).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    return "{'descr': '<%s', 'fortran_order': False, 'shape': (%s), }"
        .formatted(
            ElementType.of(name, array).npyName(),
            array.rank() > 1 ? sizes.substring(0, sizes.length() - 1) : sizes);
  }
}
