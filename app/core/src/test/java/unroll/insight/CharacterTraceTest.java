package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.network.CellType;
import unroll.network.NetworkConfig;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class CharacterTraceTest {
  private static final Vocabulary VOCABULARY = new Vocabulary(List.of("h", "e", "l", "o"));
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(4), Channel.symbols(4));

  private static RecurrentNetwork network(CellType cell) {
    NetworkConfig config =
        NetworkConfigs.of(
            "cell: %s, layers: 2, units: 3, precision: double".formatted(Words.kebabCase(cell)));
    return RecurrentNetwork.create(
        config.configuration(SHAPE, true, new ParameterUpdate(new Sgd(0.1), 0), 9));
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void everyStepHoldsTogether(CellType cell) {
    CharacterTrace trace = CharacterTrace.of(network(cell), VOCABULARY, "hello");
    assertEquals(List.of(0, 1, 2, 2), trace.steps().stream().map(step -> step.input()).toList());
    assertEquals(List.of(1, 2, 2, 3), trace.steps().stream().map(step -> step.target()).toList());
    for (CharacterTrace.Step step : trace.steps()) {
      assertEquals(3, step.hidden().length);
      double sum = 0;
      for (double logit : step.logits()) {
        sum += Math.exp(logit);
      }
      for (int symbol = 0; symbol < 4; symbol++) {
        assertEquals(Math.exp(step.logits()[symbol]) / sum, step.probabilities()[symbol], 1e-12);
      }
      assertEquals(-Math.log(step.probabilities()[step.target()]), step.loss(), 1e-12);
    }
    double[] firstL = trace.steps().get(2).hidden();
    double[] secondL = trace.steps().get(3).hidden();
    assertTrue(Math.abs(firstL[0] - secondL[0]) > 1e-9, "the state tells the two l apart");
  }

  @Test
  void theTextShowsEveryNumber() {
    CharacterTrace trace = CharacterTrace.of(network(CellType.RNN), VOCABULARY, "hello");
    String text = TraceText.steps(trace);
    assertEquals(4, text.lines().filter(line -> line.startsWith("  hidden")).count());
    String first = "%8.4f".formatted(trace.steps().get(0).hidden()[0]);
    assertTrue(text.contains("hidden  [" + first), text);
    assertTrue(text.endsWith("mean loss %.4f nats\n".formatted(trace.meanLoss())), text);
    assertTrue(TraceText.vocabulary(VOCABULARY).contains("o    id 3   [0 0 0 1]"));
  }
}
