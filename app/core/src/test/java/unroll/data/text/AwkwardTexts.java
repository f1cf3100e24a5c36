package unroll.data.text;

import java.text.Normalizer;
import java.util.Random;

/** Random texts of everything that is hard about texts. */
final class AwkwardTexts {
  private static final String[] PARTS = {
    "a",
    "b",
    "Z",
    "é",
    "e\u0301",
    "\u0301",
    "\u0316",
    "\u0344",
    "\u20E3",
    "\uFE0F",
    "0",
    "7",
    "12",
    ".",
    ",",
    ":",
    "'",
    "\u2019",
    "-",
    "_",
    "!",
    "...",
    "<",
    ">",
    "<end>",
    "<unk>",
    "\\",
    "\uFFED",
    "\uFFFD",
    "\u2581",
    "\"",
    "(",
    ")",
    "„",
    "“",
    "/",
    "&",
    "$",
    "\u0338",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u0085",
    "\u00A0",
    "\u2000",
    "\u2028",
    "\u3000",
    "\u0000",
    "\u001C",
    "\u200B",
    "\u200C",
    "\u200D",
    "\u00AD",
    "\uFEFF",
    "한",
    "국어",
    "\u1112",
    "\u1161",
    "\u11AB",
    "ㅋㅋ",
    "ㅎ",
    "שלום",
    "مرحبا",
    "\u200F",
    "\u0651",
    "日本",
    "か\u3099",
    "\u302E",
    "\u212B",
    "Σ",
    "ß",
    "İ",
    "J\u030C",
    "\uD83D\uDE00",
    "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB",
    "\u2764\uFE0F",
    "\uD83C\uDFFD",
    "\uD83C\uDDF0\uD83C\uDDF7",
    "\uD83C\uDDF0",
    "\uD83E\uDEE0",
    "\uD834\uDD5E",
    "ไทย",
    "हिन्दी",
  };

  private AwkwardTexts() {}

  static String draw(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      if (random.nextInt(10) > 0) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      } else {
        int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
        text.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? 'x' : codePoint);
      }
    }
    return text.toString();
  }

  static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  static String withSingleSpaces(String text) {
    return composed(text).replaceAll("(?U)\\s+", " ").replaceAll("^ | $", "");
  }
}
