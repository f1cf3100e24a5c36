package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
  private static String refusal(Runnable made) {
    return assertThrows(IllegalArgumentException.class, made::run).getMessage();
  }

  @Test
  void theSizeIsThatOfAStep() {
    assertEquals(7, Channel.symbols(7).size());
    assertEquals(3, Channel.numbers(3).size());
    assertEquals(2, new Channel.YesNo(2).size());
    assertEquals(24, new Channel.Mixed(new FrameShape(2, 3, 4), 99).size());
    assertEquals(5, FrameShape.flat(5).size());
  }

  @Test
  void onlyPlainSymbolsAreSymbols() {
    assertTrue(Channel.symbols(1).isSymbols());
    assertFalse(Channel.numbers(1).isSymbols());
    assertFalse(new Channel.YesNo(1).isSymbols());
    assertFalse(new Channel.Mixed(FrameShape.flat(1), 1).isSymbols());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aChannelWithoutASizeIsRefused(int size) {
    for (IntFunction<Channel> made :
        List.<IntFunction<Channel>>of(Channel::symbols, Channel::numbers, Channel.YesNo::new)) {
      assertEquals(
          "a channel needs a size of at least 1, got " + size, refusal(() -> made.apply(size)));
    }
  }

  @Test
  void aMixedChannelMayHaveNoSymbolsButNotFewer() {
    assertEquals(0, new Channel.Mixed(FrameShape.flat(3), 0).symbols());
    assertEquals(
        "expected at least 0 symbols, got -1",
        refusal(() -> new Channel.Mixed(FrameShape.flat(3), -1)));
  }

  @ParameterizedTest
  @CsvSource({"0,2,3", "1,0,3", "1,2,0", "-1,2,3"})
  void aFrameHasAtLeastOneChannelRowAndColumn(int channels, int height, int width) {
    assertEquals(
        "expected at least one channel, row and column, got %d, %d, %d"
            .formatted(channels, height, width),
        refusal(() -> new FrameShape(channels, height, width)));
  }

  @Test
  void aFrameTooLargeToCountIsNotCountedWrongly() {
    FrameShape huge = new FrameShape(3, 1 << 15, 1 << 15);
    assertThrows(ArithmeticException.class, huge::size);
    assertThrows(ArithmeticException.class, new FrameShape(1 << 16, 1 << 16, 1)::size);
  }
}
