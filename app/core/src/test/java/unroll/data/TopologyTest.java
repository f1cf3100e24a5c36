package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {
  @ParameterizedTest
  @CsvSource({
    // topology, inputs, labels, steps, first input, first label
    "ONE_TO_ONE, 1, 1, 1, 0, 0",
    "ONE_TO_MANY, 1, 1, 1, 0, 0",
    "ONE_TO_MANY, 1, 4, 4, 0, 0",
    "MANY_TO_ONE, 1, 1, 1, 0, 0",
    "MANY_TO_ONE, 4, 1, 4, 0, 3",
    "DELAYED_MANY_TO_MANY, 1, 1, 2, 0, 1",
    "DELAYED_MANY_TO_MANY, 3, 5, 8, 0, 3",
    "DELAYED_MANY_TO_MANY, 5, 3, 8, 0, 5",
    "ENCODER_DECODER, 3, 5, 8, 0, 3",
    "MANY_TO_MANY, 1, 1, 1, 0, 0",
    "MANY_TO_MANY, 6, 6, 6, 0, 0",
    "MANY_TO_MANY, 0, 0, 0, 0, 0",
  })
  void placesInputsAndLabels(
      Topology topology, int inputs, int labels, int steps, int firstInput, int firstLabel) {
    assertEquals(new Layout(steps, firstInput, firstLabel), topology.layout(inputs, labels));
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_TO_ONE, 0, 1, one input and one label",
    "ONE_TO_ONE, 1, 0, one input and one label",
    "ONE_TO_ONE, 2, 1, one input and one label",
    "ONE_TO_ONE, 1, 2, one input and one label",
    "ONE_TO_MANY, 0, 3, one input and at least one label",
    "ONE_TO_MANY, 2, 3, one input and at least one label",
    "ONE_TO_MANY, 1, 0, one input and at least one label",
    "MANY_TO_ONE, 0, 1, at least one input and one label",
    "MANY_TO_ONE, 3, 0, at least one input and one label",
    "MANY_TO_ONE, 3, 2, at least one input and one label",
    "DELAYED_MANY_TO_MANY, 0, 2, at least one input and one label",
    "DELAYED_MANY_TO_MANY, 2, 0, at least one input and one label",
    "ENCODER_DECODER, 0, 2, at least one input and one label",
    "ENCODER_DECODER, 2, 0, at least one input and one label",
    "MANY_TO_MANY, 3, 2, as many labels as inputs",
    "MANY_TO_MANY, 2, 3, as many labels as inputs",
  })
  void refusesNumbersThatDoNotFit(Topology topology, int inputs, int labels, String expected) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> topology.layout(inputs, labels));

    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains(inputs + " and " + labels), e.getMessage());
  }
}
