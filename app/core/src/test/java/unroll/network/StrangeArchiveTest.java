package unroll.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

/** Archives that somebody crafted to be a model. */
class StrangeArchiveTest {
  @TempDir private Path folder;

  private CraftedModel model;

  @BeforeEach
  void aGoodModel() throws IOException {
    model = new CraftedModel(folder, SmallModels.tagger());
  }

  @Test
  void aBombIsRefusedByWhatItClaims() throws IOException {
    model.entries().put("more.bin", new byte[64 << 20]);
    assertTrue(
        model.refusal().startsWith("more.bin: 67108864 bytes packed into "), model.refusal());
  }

  @Test
  void aBombThatLiesAboutItsSizeIsReadNoFurtherThanItClaims() throws IOException {
    model.entries().put("more.bin", new byte[64 << 20]);
    byte[] bytes = model.zip();
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = zip.getInt(bytes.length - 6);
    for (int at = directory; zip.getInt(at) == 0x02014b50; ) {
      if (zip.getShort(at + 28) == "more.bin".length()) {
        zip.putInt(at + 24, 1000);
      }
      at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32);
    }
    assertEquals("more.bin: longer than the 1000 bytes it claims", model.refusal(bytes));
  }

  @Test
  void entriesThatOverlapAreRefused() throws IOException {
    model.entries().put("a.bin", noise(5000));
    model.entries().put("b.bin", new byte[10]);
    byte[] bytes = model.zip();
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = zip.getInt(bytes.length - 6);
    byte[] claim = null;
    for (int at = directory; zip.getInt(at) == 0x02014b50; ) {
      boolean isFirst = bytes[at + 46] == 'a';
      if (isFirst) {
        claim = Arrays.copyOfRange(bytes, at + 16, at + 28);
      } else if (bytes[at + 46] == 'b') {
        System.arraycopy(claim, 0, bytes, at + 16, 12);
        // Where the first entry lies.
        zip.putInt(at + 42, 0);
      }
      at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32);
    }
    assertTrue(model.refusal(bytes).contains("its entries overlap"), model.refusal(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/etc/evil", "a\\b", "folder/", "C:evil", ".hidden", "한"})
  void aNameWithAPathIsRefused(String name) throws IOException {
    model.entries().put(name, new byte[] {1});
    assertTrue(
        model.refusal().startsWith("expected entries with plain names, found \""), model.refusal());
    assertEquals(1, folder.toFile().list().length, "nothing is unpacked");
  }

  @Test
  void anEntryThatStandsTwiceIsRefused() throws IOException {
    model.entries().put("coefficients.bi_", model.entries().get(CraftedModel.COEFFICIENTS));
    String bytes = new String(model.zip(), ISO_8859_1);
    byte[] twice =
        bytes.replace("coefficients.bi_", CraftedModel.COEFFICIENTS).getBytes(ISO_8859_1);
    assertEquals("coefficients.bin: stands twice in the archive", model.refusal(twice));
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1000, 70_000})
  void tooManyEntriesAreRefusedBeforeTheyAreRead(int count) throws IOException {
    for (int i = model.entries().size(); i < count; i++) {
      model.entries().put("entry" + i, new byte[0]);
    }
    assertEquals("expected at most 64 entries, found " + count, model.refusal());
  }

  @Test
  void everyTruncationAndEveryFlippedByteOfTheNumbersIsNoticed() throws IOException {
    byte[] good = SmallModels.tagger();
    for (int length = 0; length < good.length; length += 1 + length / 50) {
      model.refusal(Arrays.copyOf(good, length));
    }
    int numbers = new String(good, ISO_8859_1).indexOf("FLOAT", 6);
    for (int at = good.length - 400; at > numbers && at > good.length - 800; at -= 13) {
      byte[] damaged = good.clone();
      damaged[at] ^= 4;
      assertTrue(model.refusal(damaged).contains("coefficients.bin"), model.refusal(damaged));
    }
  }

  @Test
  void whatIsNoModelAtAllIsRefused() throws IOException {
    assertTrue(model.refusal("hello".getBytes(UTF_8)).startsWith("not a model: "));
    assertTrue(
        assertThrows(UserException.class, () -> ModelFile.read(folder))
            .getMessage()
            .endsWith("missing or unreadable; expected a model"));
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
