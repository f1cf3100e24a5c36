package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredSymbolsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "200, 4095",
    "200, 4096",
    "200, 4097",
    "256, 70000",
    "257, 70000",
    "65537, 70000",
    "2000000, 1000"
  })
  void keepsEveryIdAcrossThePartsOfItsFile(int symbolCount, int length) {
    int[] ids = new Random(length).ints(length, 0, symbolCount).toArray();
    ids[length - 1] = symbolCount - 1;
    for (int bits : new int[] {2, 5, 12, 30}) {
      if (length * 4L >> bits > 1000) {
        continue;
      }
      Symbols stored =
          StoredSymbols.write(folder, symbolCount, add -> Arrays.stream(ids).forEach(add), bits);

      assertArrayEquals(ids, IntStream.range(0, stored.length()).map(stored::at).toArray());
    }
  }

  @Test
  void refusesWhatIsNoSymbolOrLiesOutside() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> StoredSymbols.write(folder, 3, add -> add.accept(3)));
    Symbols stored = StoredSymbols.write(folder, 3, add -> add.accept(2));
    assertEquals(1, stored.length());
    assertThrows(IndexOutOfBoundsException.class, () -> stored.at(1));
  }
}
