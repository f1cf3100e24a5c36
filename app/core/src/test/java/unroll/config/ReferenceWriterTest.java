package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import unroll.config.StepRule.Decay.HalvingDecay;
import unroll.config.StepRule.Decay.NoneDecay;
import unroll.config.StepRule.HeavyBallRule;
import unroll.config.StepRule.PlainRule;

class ReferenceWriterTest {
  record Small(
      @Key(doc = "name of the experiment", example = "\"my experiment\"") String name,
      @Key(doc = "passes over the data", byDefault = "10", min = 1, max = 99) int epochs,
      @Key(doc = "share to keep", byDefault = "0.5", above = 0, below = 1) double share,
      @Key(doc = "how to step", byDefault = "plain") StepRule rule,
      @Key(
              doc = "language",
              byDefault = "en",
              oneOf = {"en", "ko"})
          String language) {}

  @Test
  void theReferenceReadsToTheDefaults() {
    String reference = ReferenceWriter.write(SampleConfig.class);

    assertEquals(
        SampleConfig.defaults("my-sample"),
        new ConfigReader<>(SampleConfig.class).readText("reference", reference),
        reference);
  }

  @Test
  void everyKeyHasItsMeaningAndTheOtherTypesAreComments() {
    assertEquals(
        """
        # name of the experiment
        name: "my experiment"
        # passes over the data (at least 1, at most 99)
        epochs: 10
        # share to keep (above 0, below 1)
        share: 0.5
        # how to step; one of plain, heavy-ball
        rule:
          type: plain
          # step size (above 0)
          learning-rate: 0.1
        # rule:
        #   type: heavy-ball
        #   # step size (above 0)
        #   learning-rate: 0.01
        #   # share of the last step kept (at least 0, below 1)
        #   momentum: 0.9
        #   # how the step shrinks; one of none, halving
        #   decay:
        #     type: none
        #   # decay:
        #   #   type: halving
        #   #   # steps to a half (at least 1)
        #   #   steps: 100
        # language; one of en, ko
        language: en
        """,
        ReferenceWriter.write(Small.class));
  }

  @Test
  void aTypeReadsOnceItsCommentSignsAreTakenAway() {
    String reference = ReferenceWriter.write(Small.class);
    int block = reference.indexOf("# rule:");
    int end = reference.indexOf("# language");
    String name = "name: a\n";

    String rule = uncommented(reference.substring(block, end));
    assertEquals(new HeavyBallRule(0.01, 0.9, new NoneDecay()), read(name + rule).rule());

    int inner = rule.indexOf("  # decay:");
    String decay = uncommented(rule.substring(inner).replaceAll("(?m)^  ", ""));
    String nested =
        name + "rule:\n  type: heavy-ball\n" + decay.replaceAll("(?m)^", "  ").stripTrailing();
    assertEquals(new HeavyBallRule(0.01, 0.9, new HalvingDecay(100)), read(nested).rule());
  }

  @Test
  void aChoiceThatMayBeLeftOutIsShownAsNull() {
    record Optionally(@Key(doc = "how to step", byDefault = "null") StepRule rule) {}
    String reference = ReferenceWriter.write(Optionally.class);

    assertTrue(reference.contains("\nrule: null\n# rule:\n#   type: plain\n"), reference);
    assertEquals(
        new Optionally(null),
        new ConfigReader<>(Optionally.class).readText("reference", reference));
  }

  @Test
  void theExampleOfAChoiceIsTheOneThatIsNoComment() {
    record Required(@Key(doc = "how to step", example = "heavy-ball") StepRule rule) {}
    String reference = ReferenceWriter.write(Required.class);

    assertTrue(reference.contains("# rule:\n#   type: plain\n"), reference);
    assertEquals(
        new Required(new HeavyBallRule(0.01, 0.9, new NoneDecay())),
        new ConfigReader<>(Required.class).readText("reference", reference));
    assertEquals(
        new PlainRule(0.1),
        new ConfigReader<>(Required.class).readText("a.yaml", "rule: plain").rule());
  }

  private static Small read(String text) {
    return new ConfigReader<>(Small.class).readText("reference", text);
  }

  private static String uncommented(String block) {
    return block.lines().map(line -> line.substring(2)).collect(Collectors.joining("\n", "", "\n"));
  }
}
