package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.ConfigException.Problem;
import unroll.config.SampleConfig.Color;
import unroll.config.SampleConfig.Layer;
import unroll.config.SampleConfig.Range;
import unroll.config.StepRule.Decay.HalvingDecay;
import unroll.config.StepRule.Decay.NoneDecay;
import unroll.config.StepRule.HeavyBallRule;
import unroll.config.StepRule.PlainRule;

class ConfigReaderTest {
  private static final ConfigReader<SampleConfig> READER = new ConfigReader<>(SampleConfig.class);

  @TempDir private Path folder;

  @Test
  void keysLeftOutTakeTheirDefaults() {
    assertEquals(SampleConfig.defaults("a"), read("name: a\n"));
  }

  @Test
  void everyKindOfKeyIsRead() {
    String text =
        """
        name: 한국어 시험
        epochs: 25
        seed: -9007199254740993
        left-out-fraction: 0
        step-size: 2.5e-1
        verbose: true
        note: "line one\\nline two"
        limit: 0
        threshold: -1.5
        color: light-green
        language: ko
        sizes: [1, 22, 333]
        words: [true, 12, "a b", 가]
        palette:
          - dark-red
          - light-green
        rule:
          learning-rate: 3
          type: heavy-ball
          decay: {type: halving, steps: 7}
        range:
          most: 5
        layers:
          - units: 3
          - {units: 4, widths: [5, 6]}
        """;

    assertEquals(
        new SampleConfig(
            "한국어 시험",
            25,
            -9007199254740993L,
            0,
            0.25,
            true,
            "line one\nline two",
            0,
            -1.5,
            Color.LIGHT_GREEN,
            "ko",
            List.of(1, 22, 333),
            List.of("true", "12", "a b", "가"),
            List.of(Color.DARK_RED, Color.LIGHT_GREEN),
            new HeavyBallRule(3, 0.9, new HalvingDecay(7)),
            new Range(0, 5),
            List.of(new Layer(3, List.of(3)), new Layer(4, List.of(5, 6)))),
        read(text));
  }

  @Test
  void aTextMayLookLikeANumberOrATruthValue() {
    assertEquals("12", read("name: 12").name());
    assertEquals("1.50", read("name: 1.50").name());
    assertEquals("True", read("name: True").name());
    assertEquals("null", read("name: 'null'").name());
    assertEquals("", read("name: ''").name());
  }

  @Test
  void truthValuesAreReadInEverySpellingOfTheCoreSchema() {
    for (String word : List.of("true", "True", "TRUE")) {
      assertTrue(read("name: a\nverbose: " + word).verbose(), word);
    }
    assertMistakes("name: a\nverbose: yes", "a.yaml:2: verbose: expected true or false, found yes");
  }

  @Test
  void theWordAloneIsShortForAType() {
    assertEquals(new PlainRule(0.1), read("name: a\nrule: plain").rule());
    assertEquals(
        new HeavyBallRule(0.01, 0.9, new NoneDecay()), read("name: a\nrule: heavy-ball").rule());
  }

  @Test
  void anUnknownKeyIsToldWithItsLineAndTheNearestKey() {
    assertMistakes("name: a\n\nepoch: 3\n", "a.yaml:3: epoch: unknown key; did you mean epochs?");
    assertMistakes(
        "name: a\nleft_out_fraction: 0.5",
        "a.yaml:2: left_out_fraction: unknown key; did you mean left-out-fraction?");
  }

  @Test
  void anUnknownKeyDeepInTheFileIsToldWithItsDottedPath() {
    assertMistakes(
        """
        name: a
        rule:
          type: heavy-ball
          decay:
            type: halving
            step: 3
            steps: 4
        """,
        "a.yaml:6: rule.decay.step: unknown key; did you mean rule.decay.steps?");
  }

  @Test
  void anUnknownKeyLikeNoOtherIsToldWithAllKeys() {
    assertMistakes(
        "name: a\nrange: {temperature: 1}",
        "a.yaml:2: range.temperature: unknown key; expected least, most");
  }

  @Test
  void keysDifferInCase() {
    assertMistakes("name: a\nEpochs: 3", "a.yaml:2: Epochs: unknown key; did you mean epochs?");
  }

  @Test
  void aMissingKeyIsToldWithItsMeaning() {
    assertMistakes("\nepochs: 3", "a.yaml:2: name: missing; expected name of the sample");
    assertMistakes(
        "name: a\nrule:\n  type: heavy-ball\n  decay: halving\n",
        "a.yaml:4: rule.decay.steps: missing; expected steps to a half");
  }

  @Test
  void anEmptyFileIsToldAsSuch() {
    for (String text : List.of("", "\n\n", "# nothing but a comment\n")) {
      List<Problem> problems = assertThrows(ConfigException.class, () -> read(text)).problems();
      assertEquals(1, problems.size(), text);
      assertEquals("expected keys and values, found nothing", problems.get(0).message());
    }
  }

  @Test
  void aKeyThatStandsTwiceIsToldWithTheLineOfTheFirst() {
    assertMistakes(
        "name: a\nepochs: 3\nverbose: true\nepochs: 3\n",
        "a.yaml:4: epochs: stands twice; the first is in line 2");
    assertMistakes(
        "name: a\nrange:\n  most: 3\n  most: 4\n",
        "a.yaml:4: range.most: stands twice; the first is in line 3");
  }

  @Test
  void aTypeThatStandsTwiceIsToldLikeAnyOtherKey() {
    assertMistakes(
        "name: a\nrule:\n  type: plain\n  type: heavy-ball\n",
        "a.yaml:4: rule.type: stands twice; the first is in line 3");
  }

  @Test
  void aFractionIsNoWholeNumber() {
    assertMistakes("name: a\nepochs: 2.7", "a.yaml:2: epochs: expected a whole number, found 2.7");
    assertMistakes("name: a\nepochs: 2.0", "a.yaml:2: epochs: expected a whole number, found 2.0");
    assertMistakes("name: a\nepochs: 1e2", "a.yaml:2: epochs: expected a whole number, found 1e2");
    assertMistakes("name: a\nepochs: '2'", "a.yaml:2: epochs: expected a whole number, found 2");
  }

  @Test
  void aWholeNumberThatDoesNotFitIsToldWithTheLimits() {
    assertMistakes(
        "name: a\nlimit: 2147483648",
        "a.yaml:2: limit: expected a whole number from -2147483648 to 2147483647,"
            + " found 2147483648");
    assertMistakes(
        "name: a\nseed: 9223372036854775808",
        "a.yaml:2: seed: expected a whole number from -9223372036854775808 to"
            + " 9223372036854775807, found 9223372036854775808");
    assertEquals(2147483647, read("name: a\nlimit: 2147483647").limit());
    assertEquals(-9223372036854775808L, read("name: a\nseed: -9223372036854775808").seed());
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.inf", ".nan", "1e400", "fast", "true", "0x10", "'0.5'"})
  void whatIsNoFiniteNumberIsRefused(String value) {
    assertMistakes(
        "name: a\nthreshold: " + value,
        "a.yaml:2: threshold: expected a number, found " + value.replace("'", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 0|epochs: must be at least 1, found 0",
        "epochs: 1001|epochs: must be at most 1000, found 1001",
        "left-out-fraction: -0.001|left-out-fraction: must be at least 0, found -0.001",
        "left-out-fraction: 1|left-out-fraction: must be less than 1, found 1.0",
        "step-size: 0|step-size: must be greater than 0, found 0.0",
        "step-size: 10.5|step-size: must be at most 10, found 10.5",
        "limit: -1|limit: must be at least 0, found -1",
      })
  void aNumberOutOfItsRangeIsToldWithTheBorder(String line, String expected) {
    assertMistakes("name: a\n" + line, "a.yaml:2: " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epochs: 1",
        "epochs: 1000",
        "left-out-fraction: 0",
        "left-out-fraction: 0.9999999",
        "step-size: 1e-300",
        "step-size: 10",
        "limit: 0",
      })
  void theBordersOfARangeThemselvesAreAllowed(String line) {
    SampleConfig config = read("name: a\n" + line);

    double value = Double.parseDouble(line.substring(line.indexOf(' ')));
    double read =
        switch (line.substring(0, line.indexOf(':'))) {
          case "epochs" -> config.epochs();
          case "left-out-fraction" -> config.leftOutFraction();
          case "step-size" -> config.stepSize();
          default -> config.limit();
        };
    assertEquals(value, read);
  }

  @Test
  void anUnknownWordIsToldWithTheNearestAndAllWords() {
    assertMistakes(
        "name: a\ncolor: dark_red",
        "a.yaml:2: color: unknown: dark_red; did you mean dark-red?"
            + " expected dark-red, blue, light-green");
    assertMistakes(
        "name: a\ncolor: 5", "a.yaml:2: color: unknown: 5; expected dark-red, blue, light-green");
    assertMistakes(
        "name: a\nlanguage: othr",
        "a.yaml:2: language: unknown: othr; did you mean other? expected en, ko, other");
    assertMistakes(
        "name: a\npalette: [blue, bleu]",
        "a.yaml:2: palette[1]: unknown: bleu; did you mean blue?"
            + " expected dark-red, blue, light-green");
  }

  @Test
  void anUnknownTypeIsToldWithTheNearestAndAllTypes() {
    assertMistakes(
        "name: a\nrule: heavyball",
        "a.yaml:2: rule.type: unknown: heavyball; did you mean heavy-ball?"
            + " expected plain, heavy-ball");
    assertMistakes(
        "name: a\nrule:\n  learning-rate: 1\n  type: gradient\n",
        "a.yaml:4: rule.type: unknown: gradient; expected plain, heavy-ball");
    assertMistakes(
        "name: a\nrule:\n  learning-rate: 1\n",
        "a.yaml:3: rule.type: missing; expected plain, heavy-ball");
    assertMistakes(
        "name: a\nrule: [plain]", "a.yaml:2: rule: expected keys with a type, found a list");
  }

  @Test
  void aKeyOfAnotherTypeIsUnknown() {
    assertMistakes(
        "name: a\nrule:\n  type: plain\n  momentum: 0.5\n",
        "a.yaml:4: rule.momentum: unknown key; expected learning-rate");
  }

  @Test
  void aValueOfAnotherShapeIsToldWithWhatWasFound() {
    assertMistakes("name: a\nepochs: [1, 2]", "a.yaml:2: epochs: expected one value, found a list");
    assertMistakes(
        "name: a\ncolor: {dark: red}",
        "a.yaml:2: color: expected one value, found keys and values");
    assertMistakes("name: a\nsizes: 8", "a.yaml:2: sizes: expected a list [...], found 8");
    assertMistakes("name: a\nrange: 8", "a.yaml:2: range: expected keys and values, found 8");
    assertMistakes("- a\n- b", "a.yaml:1: expected keys and values, found a list");
    assertMistakes("hello", "a.yaml:1: expected keys and values, found hello");
  }

  @Test
  void aLongValueIsShortenedInMessages() {
    assertMistakes(
        "name: a\nepochs: " + "x".repeat(41),
        "a.yaml:2: epochs: expected a whole number, found " + "x".repeat(40) + "...");
  }

  @Test
  void mistakesInListsAreToldWithTheirIndex() {
    assertMistakes(
        "name: a\nsizes: [1, two, 3, 4.5]",
        "a.yaml:2: sizes[1]: expected a whole number, found two",
        "a.yaml:2: sizes[3]: expected a whole number, found 4.5");
    assertMistakes(
        "name: a\nsizes: [[1, 2], 3]", "a.yaml:2: sizes[0]: expected one value, found a list");
    assertMistakes(
        """
        name: a
        layers:
          - units: 2
          - units: 0
            widths: [1, x]
          - width: 3
        """,
        "a.yaml:4: layers[1].units: must be at least 1, found 0",
        "a.yaml:5: layers[1].widths[1]: expected a whole number, found x",
        "a.yaml:6: layers[2].width: unknown key; did you mean layers[2].widths?",
        "a.yaml:6: layers[2].units: missing; expected units of the layer");
  }

  @Test
  void anItemWithoutAValueIsRefused() {
    for (String list : List.of("words: [b, null, c]", "sizes: [1, ~]")) {
      ConfigException e = assertThrows(ConfigException.class, () -> read("name: a\n" + list), list);
      assertEquals(1, e.problems().size(), list);
      assertTrue(
          e.getMessage().matches("a\\.yaml:2: (words|sizes)\\[1]: has no value.*"), e.getMessage());
    }
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheirLines() {
    assertMistakes(
        """
        range: {least: 5, most: 4}
        color: bleu
        rule:
          type: heavy-ball
          momentum: 1
          decay:
            steps: 3
        epochs: 2.7
        epoch: 3
        color: blue
        layers: none
        """,
        "a.yaml:1: name: missing; expected name of the sample",
        "a.yaml:1: range.least: is above most: 5 > 4",
        "a.yaml:2: color: unknown: bleu; did you mean blue?"
            + " expected dark-red, blue, light-green",
        "a.yaml:5: rule.momentum: must be less than 1, found 1.0",
        "a.yaml:7: rule.decay.type: missing; expected none, halving",
        "a.yaml:8: epochs: expected a whole number, found 2.7",
        "a.yaml:9: epoch: unknown key; did you mean epochs?",
        "a.yaml:10: color: stands twice; the first is in line 2",
        "a.yaml:11: layers: expected a list [...], found none");
  }

  @Test
  void theMessageOfTheExceptionHoldsEveryMistake() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> read("epoch: 1\nseed: x\nname: a"));

    assertEquals(
        "a.yaml:1: epoch: unknown key; did you mean epochs?\n"
            + "a.yaml:2: seed: expected a whole number, found x",
        e.getMessage());
  }

  @Test
  void aKeyWithoutAValueIsNullWhereThatIsAllowed() {
    SampleConfig config = read("name: a\nnote: null\nlimit: ~\nthreshold:\n");

    assertEquals(SampleConfig.defaults("a"), config);
  }

  @Test
  void aKeyWithoutAValueIsRefusedElsewhere() {
    assertMistakes(
        "name:\nepochs: null\ncolor: ~\nsizes:\nrule:\nrange:\n",
        "a.yaml:1: name: has no value; expected name of the sample",
        "a.yaml:2: epochs: has no value; expected passes over the data",
        "a.yaml:3: color: has no value; expected color of the curve",
        "a.yaml:4: sizes: has no value; expected units of each layer",
        "a.yaml:5: rule: has no value; expected how to step",
        "a.yaml:6: range: has no value; expected what to keep");
  }

  @Test
  void whatAConstructorRefusesStandsAtItsKey() {
    assertMistakes(
        "name: a\nrange:\n  most: 3\n  least: 4\n", "a.yaml:4: range.least: is above most: 4 > 3");
  }

  @Test
  void whatAConstructorRefusesOfADefaultStandsAtTheRecord() {
    assertMistakes(
        "name: a\nrange:\n\n  most: -1\n", "a.yaml:4: range.least: is above most: 0 > -1");
  }

  @Test
  void whatAConstructorRefusesOfTheRecordAsAWholeHasNoKey() {
    record Either(
        @Key(doc = "one", byDefault = "null") String one,
        @Key(doc = "other", byDefault = "null") String other) {
      Either {
        if ((one == null) == (other == null)) {
          throw new InvalidKeyException("", "expected either one or other");
        }
      }
    }
    ConfigReader<Either> reader = new ConfigReader<>(Either.class);

    assertEquals(new Either("x", null), reader.readText("b.yaml", "one: x"));
    ConfigException e = assertThrows(ConfigException.class, () -> reader.readText("b.yaml", "{}"));
    assertEquals("b.yaml:1: expected either one or other", e.getMessage());
  }

  @Test
  void aSettingReplacesAValueOfTheFile() throws IOException {
    Path file = write("name: a\nepochs: 3\nsizes: [1]\nrange:\n  least: 2\n");

    SampleConfig config =
        READER.readFile(file, List.of("epochs=4", "sizes=[5, 6]", "range.least=7", "epochs=8"));

    assertEquals(8, config.epochs());
    assertEquals(List.of(5, 6), config.sizes());
    assertEquals(new Range(7, 100), config.range());
  }

  @Test
  void aSettingMayHoldAnEqualsSignAndQuotes() throws IOException {
    Path file = write("name: a\n");

    assertEquals("x=y", READER.readFile(file, List.of("note=x=y")).note());
    assertEquals(" x: y ", READER.readFile(file, List.of("note=' x: y '")).note());
    assertEquals("12", READER.readFile(file, List.of("note=12")).note());
  }

  @Test
  void aSettingAddsNestedKeys() throws IOException {
    Path file = write("name: a\n");

    SampleConfig config =
        READER.readFile(
            file,
            List.of(
                "rule.type=heavy-ball",
                "rule.decay.type=halving",
                "rule.decay.steps=9",
                "range.most=50"));

    assertEquals(new HeavyBallRule(0.01, 0.9, new HalvingDecay(9)), config.rule());
    assertEquals(new Range(0, 50), config.range());
  }

  @Test
  void aSettingAddsAKeyToATypeGivenAsAWord() throws IOException {
    Path file = write("name: a\nrule: heavy-ball\n");

    assertEquals(
        new HeavyBallRule(0.5, 0.9, new NoneDecay()),
        READER.readFile(file, List.of("rule.learning-rate=0.5")).rule());
    assertEquals(
        new PlainRule(0.25),
        READER.readFile(file, List.of("rule.learning-rate=0.25", "rule.type=plain")).rule());
  }

  @Test
  void aSettingWithoutAValueUnsetsAnOptionalKey() throws IOException {
    Path file = write("name: a\nnote: b\nlimit: 3\n");

    SampleConfig config = READER.readFile(file, List.of("note=", "limit=null"));

    assertEquals(SampleConfig.defaults("a"), config);
  }

  @Test
  void aMistakeInASettingNamesTheSettingAndComesFirst() throws IOException {
    Path file = write("name: a\nepoch: 3\n");

    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> READER.readFile(file, List.of("epochs=0", "range.least=200", "rule.tip=plain")));

    assertEquals(
        List.of(
            "--set epochs=0: epochs: must be at least 1, found 0",
            "--set rule.tip=plain: rule.type: missing; expected plain, heavy-ball",
            "--set range.least=200: range.least: is above most: 200 > 100",
            file + ":2: epoch: unknown key; did you mean epochs?"),
        strings(e));
  }

  @Test
  void whatIsNoSettingIsToldWithTheFormOfOne() throws IOException {
    Path file = write("name: a\n");

    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> READER.readFile(file, List.of("epochs", "=5", "note=[1", "range..most=3")));

    List<String> mistakes = strings(e);
    assertEquals(4, mistakes.size(), mistakes.toString());
    assertEquals("--set epochs: expected dotted.key=value", mistakes.get(0));
    assertEquals("--set =5: expected dotted.key=value", mistakes.get(1));
    assertTrue(mistakes.get(2).startsWith("--set note=[1: not valid YAML: "), mistakes.get(2));
    assertTrue(mistakes.get(3).startsWith("--set range..most=3: range"), mistakes.get(3));
  }

  @Test
  void aSettingCannotReachIntoAListOrANumber() throws IOException {
    Path file = write("name: a\nlayers:\n  - units: 2\nrange: 5\n");

    ConfigException list =
        assertThrows(ConfigException.class, () -> READER.readFile(file, List.of("layers.units=3")));
    ConfigException number =
        assertThrows(ConfigException.class, () -> READER.readFile(file, List.of("range.most=3")));

    assertTrue(list.getMessage().contains("--set layers.units=3"), list.getMessage());
    assertTrue(number.getMessage().contains("--set range.most=3"), number.getMessage());
  }

  @Test
  void aSettingDoesNotHideThatAKeyStandsTwice() throws IOException {
    Path file = write("name: a\nepochs: 3\nepochs: 4\n");

    ConfigException e =
        assertThrows(ConfigException.class, () -> READER.readFile(file, List.of("epochs=5")));

    assertEquals(1, e.problems().size());
    assertEquals(3, e.problems().get(0).location().line());
    assertTrue(e.getMessage().contains("stands twice"), e.getMessage());
    assertTrue(!e.getMessage().contains("line 0"), e.getMessage());
  }

  @Test
  void whatIsNotYamlIsToldWithItsLine() {
    assertNotYaml("name: a\nsizes: [1, 2\nepochs: 3\n", 3);
    assertNotYaml("name: a\n\tepochs: 3\n", 2);
    assertNotYaml("name: \"a\n", 2);
    assertNotYaml("name: a\nnote: *unknown\n", 2);
    assertNotYaml("name: a\n---\nname: b\n", 2);
  }

  private void assertNotYaml(String text, int line) {
    List<Problem> problems = assertThrows(ConfigException.class, () -> read(text)).problems();
    assertEquals(1, problems.size(), text);
    assertEquals(new Location("a.yaml", line), problems.get(0).location(), text);
    assertTrue(problems.get(0).message().startsWith("not valid YAML: "), problems.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "note: !secret x",
        "note: !!java.net.URL x",
        "note: !!binary aGVsbG8=",
        "sizes: !!set [1]",
        "sizes: !mine [1]",
        "range: !mine {most: 3}",
        "rule: !!javax.script.ScriptEngineManager [x]",
      })
  void tagsAreRefused(String line) {
    List<Problem> problems =
        assertThrows(ConfigException.class, () -> read("name: a\n" + line)).problems();

    assertEquals(1, problems.size());
    assertEquals(new Location("a.yaml", 2), problems.get(0).location());
    assertTrue(problems.get(0).message().startsWith("tags are not allowed: "), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<<: {note: x}", "range: &a {<<: *a}", "range: &a {<<: [*a, {<<: *a}], most: 3}"})
  void mergeKeysAreRefused(String line) {
    List<Problem> problems =
        assertThrows(ConfigException.class, () -> read("name: a\n" + line)).problems();

    assertEquals(1, problems.size());
    assertEquals(new Location("a.yaml", 2), problems.get(0).location());
    assertTrue(problems.get(0).message().startsWith("merge keys"), line);
  }

  @Test
  void aCharacterOfTwoCharsMayStandAnywhere() {
    for (int before = 1000; before < 1050; before++) {
      String note = "x".repeat(before) + "\ud83d\ude00".repeat(1100);
      assertEquals(note, read("name: a\nnote: " + note).note());
    }
  }

  @Test
  void aDocumentThatIsTooDeepIsRefused() {
    for (int depth : new int[] {60, 10_000, 200_000}) {
      String text = "name: a\nsizes: " + "[".repeat(depth) + "]".repeat(depth);
      ConfigException e = assertThrows(ConfigException.class, () -> read(text));
      assertEquals(1, e.problems().size());
      assertTrue(e.getMessage().contains("too deep"), e.getMessage());
    }
  }

  @Test
  void anAliasStandsForTheValueOfItsAnchor() {
    SampleConfig config =
        read(
            "name: a\nsizes: &sizes [7, 9]\nlayers:\n  - {units: &u 2, widths: *sizes}\nlimit: *u");

    assertEquals(List.of(7, 9), config.sizes());
    assertEquals(List.of(new Layer(2, List.of(7, 9))), config.layers());
    assertEquals(2, config.limit());
  }

  @Test
  void anAliasOfItselfIsRefused() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> read("name: a\nsizes: &sizes [*sizes]"));

    assertEquals(2, e.problems().get(0).location().line());
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder text = new StringBuilder("name: a\nwords:\n  - &a0 [x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 9; level++) {
      text.append("  - &a").append(level).append(" [");
      text.append(("*a" + (level - 1) + ", ").repeat(8)).append("]\n");
    }

    ConfigException e = assertThrows(ConfigException.class, () -> read(text.toString()));

    assertEquals(1, e.problems().size());
    assertTrue(e.getMessage().contains("aliases"), e.getMessage());
  }

  @Test
  void aKeyMustBeAWord() {
    assertMistakes("name: a\n? [b, c]\n: d\n", "a.yaml:2: a key must be a word");
  }

  @Test
  void filesOfOtherSystemsAreRead() throws IOException {
    SampleConfig expected =
        new ConfigReader<>(SampleConfig.class).readText("", "name: a\nepochs: 3");

    assertEquals(expected, READER.readFile(write("name: a\r\nepochs: 3\r\n"), List.of()));
    assertEquals(expected, READER.readFile(write("\uFEFFname: a\nepochs: 3\n"), List.of()));
  }

  @Test
  void aFileThatCannotBeReadIsToldWithItsName() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertEquals(missing + ": no such file", refusal(missing));
    assertEquals(folder + ": is a folder; expected a YAML file", refusal(folder));

    Path korean = folder.resolve("korean.yaml");
    Files.write(korean, "name: 한국어".getBytes("EUC-KR"));
    assertEquals(korean + ": not UTF-8 text", refusal(korean));

    Path large = folder.resolve("large.yaml");
    Files.write(large, ("#" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
    assertEquals(large + ": larger than 1 MiB; expected a YAML configuration", refusal(large));
  }

  private static String refusal(Path file) {
    return assertThrows(UserException.class, () -> READER.readFile(file, List.of())).getMessage();
  }

  private static SampleConfig read(String text) {
    return READER.readText("a.yaml", text);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("written.yaml"), text);
  }

  private static void assertMistakes(String text, String... expected) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(text));
    assertEquals(List.of(expected), strings(e));
  }

  private static List<String> strings(ConfigException e) {
    return e.problems().stream().map(Problem::toString).toList();
  }
}
