package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.SampleConfig.Color;
import unroll.config.SampleConfig.Layer;
import unroll.config.SampleConfig.Range;
import unroll.config.StepRule.Decay.HalvingDecay;
import unroll.config.StepRule.Decay.NoneDecay;
import unroll.config.StepRule.HeavyBallRule;

class ConfigWriterTest {
  record Texts(
      @Key(doc = "a text") String text,
      @Key(doc = "a text or nothing", byDefault = "null") String maybe,
      @Key(doc = "texts") List<String> list) {}

  record Numbers(
      @Key(doc = "a number") double number,
      @Key(doc = "a number or nothing", byDefault = "null") Double maybe,
      @Key(doc = "numbers") List<Double> list,
      @Key(doc = "a whole number") int whole,
      @Key(doc = "a large whole number") long large) {}

  @Test
  void writesEveryKeyWithItsValue() {
    SampleConfig config =
        new SampleConfig(
            "first try",
            3,
            -5,
            0.5,
            2,
            true,
            null,
            7,
            1e-30,
            Color.LIGHT_GREEN,
            "ko",
            List.of(1, 2),
            List.of("a", "null", "b c"),
            List.of(),
            new HeavyBallRule(0.1, 0.95, new HalvingDecay(4)),
            new Range(-1, 1),
            List.of());

    assertEquals(
        """
        name: "first try"
        epochs: 3
        seed: -5
        left-out-fraction: 0.5
        step-size: 2.0
        verbose: true
        note: null
        limit: 7
        threshold: 1.0E-30
        color: light-green
        language: ko
        sizes: [1, 2]
        words: [a, "null", "b c"]
        palette: []
        rule:
          type: heavy-ball
          learning-rate: 0.1
          momentum: 0.95
          decay:
            type: halving
            steps: 4
        range:
          least: -1
          most: 1
        layers: []
        """,
        ConfigWriter.write(config));
    assertReadsBack(config);
  }

  @Test
  void aTypeWithoutKeysReadsBack() {
    SampleConfig config =
        new ConfigReader<>(SampleConfig.class)
            .readText("a.yaml", "name: a\nrule: {type: heavy-ball, decay: none}");

    assertEquals(new HeavyBallRule(0.01, 0.9, new NoneDecay()), config.rule());
    assertReadsBack(config);
  }

  @Test
  void aListOfRecordsReadsBack() {
    record Stack(
        @Key(doc = "layers") List<Layer> layers, @Key(doc = "rules") List<StepRule> rules) {}

    assertReadsBack(
        new Stack(
            List.of(new Layer(3, List.of(1, 2)), new Layer(4, List.of())),
            List.of(
                new StepRule.PlainRule(0.5), new HeavyBallRule(0.1, 0.5, new HalvingDecay(2)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " leading",
        "trailing ",
        "plain",
        "two words",
        "path/to-some_file.txt",
        "data:set/file",
        "true",
        "True",
        "FALSE",
        "yes",
        "No",
        "on",
        "y",
        "null",
        "Null",
        "NULL",
        "~",
        "12",
        "-12",
        "+1",
        "0x1F",
        "0o17",
        "1.5",
        "1e5",
        ".5",
        ".inf",
        ".NaN",
        ".",
        "...",
        "---",
        "-",
        "- item",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "?",
        "? a",
        "[a]",
        "a, b",
        "{a: b}",
        "}",
        "&a",
        "*a",
        "!a",
        "!!str a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "<<",
        "=",
        "it's",
        "'quoted'",
        "say \"hello\"",
        "\"",
        "'",
        "back\\slash",
        "\\n",
        "\\",
        "C:\\folder\\file",
        "one\ntwo",
        "\n",
        "\n\n a\n",
        "tab\tbed",
        "\t",
        "a\r\nb",
        "\r",
        "한국어 문장",
        "가\u1100\u1161",
        "emoji \uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDCBB",
        "\uD83D\uDE00",
        "\u0000",
        "a\u0001\u0007\u0008\u001B\u001Fz",
        "\u007F\u0080\u0085\u009F",
        "\u00A0",
        "\u2028\u2029",
        "\uFEFFbom",
        "\uFFFD",
        "\uFFFE",
        "\uFFFF",
        "\uDBFF\uDFFF",
        "half \uD83D of a pair",
        "2026-01-01",
        "12:30:45",
      })
  void everyTextReadsBack(String text) {
    assertReadsBack(new Texts(text, text, List.of(text, "between", text)));
  }

  @Test
  void noTextAtAllReadsBack() {
    assertReadsBack(new Texts("a", null, List.of()));
  }

  @Test
  void aLongTextReadsBack() {
    String sentence = "The quick brown fox: jumps over, the lazy dog. # 1\n";

    assertReadsBack(
        new Texts(
            sentence.repeat(500),
            "x".repeat(5000),
            List.of(sentence.repeat(100), "y y".repeat(2000))));
  }

  @Test
  void randomTextsReadBack() {
    String letters = "aZ09 \n\t\r\"'\\:#,-[]{}&*!|>%@`~.?=<_/\u0000\u001F\u0085\u2028\uFEFF가힣";
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int j = 0; j < length; j++) {
          if (random.nextInt(10) == 0) {
            text.appendCodePoint(0x1F300 + random.nextInt(300));
          } else {
            text.append(letters.charAt(random.nextInt(letters.length())));
          }
        }
        texts.add(text.toString());
      }
      assertReadsBack(new Texts(texts.get(0), texts.get(1), texts));
    }
  }

  static double[] numbers() {
    return new double[] {
      0,
      -0.0,
      1,
      -1,
      2.0,
      10,
      0.1,
      -0.1,
      1.0 / 3,
      1e-30,
      -1e-30,
      1e20,
      -1e20,
      1e15,
      1e15 - 1,
      123456789012345678.0,
      1e7,
      0.001,
      1e-3 / 3,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Math.PI,
      Math.nextUp(1.0),
      Integer.MAX_VALUE,
      Long.MAX_VALUE,
    };
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberReadsBack(double number) {
    assertReadsBack(new Numbers(number, number, List.of(number, 0.5, number), 1, 2));
  }

  @Test
  void randomNumbersReadBack() {
    Random random = new Random(11);
    for (int round = 0; round < 1000; round++) {
      double bits = Double.longBitsToDouble(random.nextLong());
      double number = Double.isFinite(bits) ? bits : random.nextGaussian();
      assertReadsBack(
          new Numbers(
              number,
              random.nextBoolean() ? null : random.nextGaussian(),
              List.of(random.nextDouble(), (double) random.nextInt()),
              random.nextInt(),
              random.nextLong()));
    }
  }

  @Test
  void theLimitsOfWholeNumbersReadBack() {
    assertReadsBack(new Numbers(1, null, List.of(), Integer.MIN_VALUE, Long.MIN_VALUE));
    assertReadsBack(new Numbers(1, null, List.of(), Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  private static <T extends Record> void assertReadsBack(T config) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) config.getClass();
    String text = ConfigWriter.write(config);
    assertEquals(config, new ConfigReader<>(type).readText("written", text), text);
  }
}
