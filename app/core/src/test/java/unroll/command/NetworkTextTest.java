package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.network.NetworkConfigs;

class NetworkTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cell: rnn, units: 1             | rnn, 1 layer of 1 unit
          cell: gru, units: 1500          | gru, 1 layer of 1,500 units
          cell: lstm, units: 64, layers: 2 | lstm, 2 layers of 64 units
          """)
  void aNetworkIsToldInWords(String config, String expected) {
    assertEquals(expected, NetworkText.of(NetworkConfigs.of(config)));
  }
}
