package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import unroll.experiment.ExperimentConfig;

class ConfigValuesTest {
  @Test
  void everyKeyIsThereByItsDottedNameAsItWouldBeWritten() {
    Map<String, String> values =
        ConfigValues.of(
            ExperimentConfig.readText(
                "test",
                "name: a\ntask: {type: character-language-model, text: \"x: y\"}\n"
                    + "network: {units: 7}\ntraining: {optimizer: {type: sgd, learning-rate: 0.5}}"));
    assertEquals("a", values.get("name"));
    assertEquals("character-language-model", values.get("task.type"));
    assertEquals("\"x: y\"", values.get("task.text"));
    assertEquals("7", values.get("network.units"));
    assertEquals("sgd", values.get("training.optimizer.type"));
    assertEquals("0.5", values.get("training.optimizer.learning-rate"));
  }
}
