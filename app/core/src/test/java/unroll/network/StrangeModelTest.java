package unroll.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

/** Model files that somebody crafted. */
class StrangeModelTest {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String TANH = "org.nd4j.linalg.activations.impl.ActivationTanH";

  @TempDir Path folder;

  private Map<String, byte[]> entries;

  @BeforeEach
  void aGoodModel() throws IOException {
    entries = entries(SmallModels.tagger());
  }

  private static Map<String, byte[]> entries(byte[] model) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = folder.resolve("model.zip");
    Files.write(file, bytes);
    String message = assertThrows(UserException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString() + ": "), message);
    assertEquals(1, message.lines().count(), message);
    return message.substring(file.toString().length() + 2);
  }

  private String refusal() throws IOException {
    return refusal(zip());
  }

  private void changeJson(String from, String to) {
    String json = new String(entries.get(CONFIGURATION), UTF_8);
    assertTrue(json.contains(from), json);
    entries.put(CONFIGURATION, json.replace(from, to).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalizer.bin", "preprocessor.bin"})
  void aSerializedObjectIsNeverRead(String name) throws IOException {
    ByteArrayOutputStream gadget = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(gadget)) {
      out.writeObject(new HashMap<>(Map.of("a", "gadget")));
    }
    entries.put(name, gadget.toByteArray());
    assertEquals(name + ": holds a serialized Java object; such entries are never read", refusal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.script.ScriptEngineManager",
        "com.sun.rowset.JdbcRowSetImpl",
        "java.net.URLClassLoader",
        "org.nd4j.linalg.activations.impl.ActivationCube",
        "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer"
      })
  void aClassOutsideTheListIsRefusedBeforeItIsLoaded(String name) throws IOException {
    changeJson(TANH, name);
    assertEquals(
        "configuration.json: confs[0].layer.activationFn.@class: class \"%s\" is none that a"
                .formatted(name)
            + " network of this program consists of",
        refusal());
  }

  @Test
  void aClassIsFoundUnderEveryKeyThatCouldNameOne() throws IOException {
    changeJson("\"weightNoise\" : null", "\"weightNoise\" : {\"type\" : \"java.io.File\"}");
    assertTrue(refusal().contains("weightNoise.type: class \"java.io.File\""), refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seed\" : 7 | \"seed\" : 7, \"seed\" : 8 | Duplicate",
        "\"seed\" : 7 | \"seed\" : 7, \"sead\" : 8 | confs[0].sead",
        "\"seed\" : 7 | \"seed\" : 7.5 | confs[0].seed",
        "\"stepFunction\" : null | \"stepFunction\" : 1e999999999 | configuration.json",
        "\"kernel\" : \"AUTO\" | \"kernel\" : \"FASTEST\" | KernelChoice",
        "\"kernel\" : \"AUTO\" | \"kernel\" : null | layer 0",
        "\"nin\" : 7 | \"nin\" : 0 | layer 0 has 0 inputs",
        "\"nin\" : 3 | \"nin\" : 4 | layer 1 reads 4 numbers, the layer below gives 3",
        "\"nout\" : 3 | \"nout\" : 99999999999 | layer 0 has 7 inputs and 99999999999 outputs",
        "\"RW\" | \"W2\" | layer 0 has other parameters than its kind",
        "\"dataType\" : \"FLOAT\" | \"dataType\" : \"INT\" | its numbers are of type INT",
      })
  void aConfigurationThatThisProgramDoesNotWriteIsRefused(String from, String to, String message)
      throws IOException {
    changeJson(from, to);
    assertTrue(refusal().contains(message), refusal());
  }

  @Test
  void aNetworkLargerThanItsNumbersIsRefusedBeforeItIsMade() throws IOException {
    changeJson("\"nout\" : 3", "\"nout\" : 33000000");
    changeJson("\"nin\" : 3", "\"nin\" : 33000000");
    assertTrue(
        refusal().contains("coefficients.bin: expected 4356001188000004 numbers of type FLOAT"),
        refusal());
  }

  @Test
  void deepAndEndlessJsonIsRefused() throws IOException {
    entries.put(CONFIGURATION, "[".repeat(1_000_000).getBytes(UTF_8));
    assertTrue(refusal().contains("configuration.json: not JSON as expected"), refusal());
    entries.put(CONFIGURATION, "{}".getBytes(UTF_8));
    assertTrue(refusal().contains("configuration.json: not a network"), refusal());
    entries.put(CONFIGURATION, new byte[0]);
    assertTrue(refusal().contains("configuration.json: not a network"), refusal());
    entries.put(CONFIGURATION, "null".getBytes(UTF_8));
    assertTrue(refusal().contains("configuration.json: not a network"), refusal());
  }

  @Test
  void aBombIsRefusedByWhatItClaims() throws IOException {
    entries.put("more.bin", new byte[64 << 20]);
    assertTrue(refusal().startsWith("more.bin: 67108864 bytes packed into "), refusal());
  }

  @Test
  void aBombThatLiesAboutItsSizeIsReadNoFurtherThanItClaims() throws IOException {
    entries.put("more.bin", new byte[64 << 20]);
    byte[] bytes = zip();
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = zip.getInt(bytes.length - 6);
    for (int at = directory; zip.getInt(at) == 0x02014b50; ) {
      if (zip.getShort(at + 28) == "more.bin".length()) {
        zip.putInt(at + 24, 1000);
      }
      at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32);
    }
    assertEquals("more.bin: longer than the 1000 bytes it claims", refusal(bytes));
  }

  @Test
  void entriesThatOverlapAreRefused() throws IOException {
    entries.put("a.bin", noise(5000));
    entries.put("b.bin", new byte[10]);
    byte[] bytes = zip();
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
    assertTrue(refusal(bytes).contains("its entries overlap"), refusal(bytes));
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/etc/evil", "a\\b", "folder/", "C:evil", ".hidden", "한"})
  void aNameWithAPathIsRefused(String name) throws IOException {
    entries.put(name, new byte[] {1});
    assertTrue(refusal().startsWith("expected entries with plain names, found \""), refusal());
    assertEquals(1, folder.toFile().list().length, "nothing is unpacked");
  }

  @Test
  void anEntryThatStandsTwiceIsRefused() throws IOException {
    entries.put("coefficients.bi_", entries.get(COEFFICIENTS));
    String bytes = new String(zip(), ISO_8859_1);
    byte[] twice = bytes.replace("coefficients.bi_", COEFFICIENTS).getBytes(ISO_8859_1);
    assertEquals("coefficients.bin: stands twice in the archive", refusal(twice));
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1000, 70_000})
  void tooManyEntriesAreRefusedBeforeTheyAreRead(int count) throws IOException {
    for (int i = entries.size(); i < count; i++) {
      entries.put("entry" + i, new byte[0]);
    }
    assertEquals("expected at most 64 entries, found " + count, refusal());
  }

  @Test
  void aVectorThatClaimsMoreThanItHoldsIsRefused() throws IOException {
    byte[] good = entries.get(COEFFICIENTS);
    // Before the numbers: a shape of 6 longs, then kind, length and type.
    int lengthAt = 2 + 16 + 8 + 2 + 4 + 6 * 8 + 2 + 16;
    ByteBuffer claim = ByteBuffer.wrap(good.clone());
    claim.putLong(lengthAt, 1L << 40);
    entries.put(COEFFICIENTS, claim.array());
    assertTrue(refusal().contains("expected as many numbers as the shape says"), refusal());
    claim.putLong(2 + 16 + 8 + 2 + 4 + 8, 1L << 40);
    assertTrue(refusal().contains("found 1099511627776 of FLOAT"), refusal());
  }

  @Test
  void aVectorOfAnotherFormIsRefused() throws IOException {
    for (String kind : new String[] {"DIRECT", "LONG_SHAPE", "?"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(kind);
      out.writeLong(1L << 40);
      out.writeUTF("LONG");
      entries.put(COEFFICIENTS, bytes.toByteArray());
      assertTrue(
          refusal().contains("expected a buffer of kind MIXED_DATA_TYPES, found " + kind),
          refusal());
    }
  }

  @Test
  void missingShortAndLongVectorsAreRefused() throws IOException {
    byte[] good = entries.get(COEFFICIENTS);
    entries.put(COEFFICIENTS, Arrays.copyOf(good, good.length - 1));
    assertEquals("coefficients.bin: damaged: it ends too early", refusal());
    entries.put(COEFFICIENTS, Arrays.copyOf(good, good.length / 2));
    assertTrue(refusal().contains("coefficients.bin: shorter than its "), refusal());
    entries.put(COEFFICIENTS, Arrays.copyOf(good, 20));
    assertTrue(refusal().contains("coefficients.bin: damaged"), refusal());
    entries.put(COEFFICIENTS, Arrays.copyOf(good, good.length + 1));
    assertTrue(refusal().contains("coefficients.bin: longer than"), refusal());
    entries.put(COEFFICIENTS, good);
    entries.put("updaterState.bin", good);
    assertTrue(refusal().contains("updaterState.bin: expected none"), refusal());
    entries.remove(COEFFICIENTS);
    assertEquals("not a model: it lacks coefficients.bin", refusal());
  }

  @Test
  void everyTruncationAndEveryFlippedByteOfTheNumbersIsNoticed() throws IOException {
    byte[] good = SmallModels.tagger();
    for (int length = 0; length < good.length; length += 1 + length / 50) {
      refusal(Arrays.copyOf(good, length));
    }
    int numbers = new String(good, ISO_8859_1).indexOf("FLOAT", 6);
    for (int at = good.length - 400; at > numbers && at > good.length - 800; at -= 13) {
      byte[] damaged = good.clone();
      damaged[at] ^= 4;
      assertTrue(refusal(damaged).contains("coefficients.bin"), refusal(damaged));
    }
  }

  @Test
  void whatIsNoModelAtAllIsRefused() throws IOException {
    assertTrue(refusal("hello".getBytes(UTF_8)).startsWith("not a model: "));
    assertTrue(
        assertThrows(UserException.class, () -> ModelFile.read(folder))
            .getMessage()
            .endsWith("missing or unreadable; expected a model"));
  }

  @Test
  void aFewConvolutionsThatMakeGigabytesOfAFrameAreRefused() throws IOException {
    entries = entries(SmallModels.all().get(3));
    String many = "[ " + "1, ".repeat(99) + "1 ]";
    changeJson("\"filters\" : [ 2 ]", "\"filters\" : " + many);
    changeJson("\"kernels\" : [ 3 ]", "\"kernels\" : " + many);
    changeJson("\"pools\" : [ 2 ]", "\"pools\" : " + many);
    changeJson("\"height\" : 9", "\"height\" : 2048");
    changeJson("\"width\" : 7", "\"width\" : 2048");
    changeJson("\"nin\" : 190", "\"nin\" : 12582913");
    assertTrue(refusal().contains("the encoder makes 419,430,400 numbers of a frame"), refusal());
  }
}
