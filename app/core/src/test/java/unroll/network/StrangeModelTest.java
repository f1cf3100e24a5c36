package unroll.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files whose entries somebody crafted. */
class StrangeModelTest {
  private static final String TANH = "org.nd4j.linalg.activations.impl.ActivationTanH";

  @TempDir private Path folder;

  private CraftedModel model;

  @BeforeEach
  void aGoodModel() throws IOException {
    model = new CraftedModel(folder, SmallModels.tagger());
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalizer.bin", "preprocessor.bin"})
  void aSerializedObjectIsNeverRead(String name) throws IOException {
    ByteArrayOutputStream gadget = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(gadget)) {
      out.writeObject(new HashMap<>(Map.of("a", "gadget")));
    }
    model.entries().put(name, gadget.toByteArray());
    assertEquals(
        name + ": holds a serialized Java object; such entries are never read", model.refusal());
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
    model.changeJson(TANH, name);
    assertEquals(
        "configuration.json: confs[0].layer.activationFn.@class: class \"%s\" is none that a"
                .formatted(name)
            + " network of this program consists of",
        model.refusal());
  }

  @Test
  void aClassIsFoundUnderEveryKeyThatCouldNameOne() throws IOException {
    model.changeJson("\"weightNoise\" : null", "\"weightNoise\" : {\"type\" : \"java.io.File\"}");
    assertTrue(
        model.refusal().contains("weightNoise.type: class \"java.io.File\""), model.refusal());
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
    model.changeJson(from, to);
    assertTrue(model.refusal().contains(message), model.refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"attention\" : \"ADDITIVE\" | \"attention\" : \"ALL\" | Attention",
        "\"attention\" : \"ADDITIVE\" | \"attention\" : null | no attention is named",
        "\"attention\" : \"ADDITIVE\" | \"attention\" : \"NONE\" | inputFeeding: goes with an attention",
        "\"attention\" : \"ADDITIVE\" | \"attention\" : \"DOT\" | DOT needs encoder states as wide",
        "\"nin\" : 6 | \"nin\" : 3 | decoder: expected a layer that reads 6 numbers",
        "\"nout\" : 2 | \"nout\" : 99999999999 | a stack's layer has 99999999999 units",
        "\"merge\" : \"CONCATENATE\" | \"merge\" : \"ADD\" | encoder: expected directions side by side",
        "\"tiedFrom\" : 4 | \"tiedFrom\" : 5 | the output is tied to an embedding of other sizes",
        "\"tiedFrom\" : 4 | \"tiedFrom\" : -1 | the output is tied to an embedding of other sizes",
        "\"e0.fW\" | \"e0.W\" | layer 1 has other parameters than its kind",
      })
  void anEncoderAndDecoderThatThisProgramDoesNotWriteIsRefused(
      String from, String to, String message) throws IOException {
    model = new CraftedModel(folder, SmallModels.translator());
    model.changeJson(from, to);
    assertTrue(model.refusal().contains(message), model.refusal());
  }

  @Test
  void aNetworkLargerThanItsNumbersIsRefusedBeforeItIsMade() throws IOException {
    model.changeJson("\"nout\" : 3", "\"nout\" : 33000000");
    model.changeJson("\"nin\" : 3", "\"nin\" : 33000000");
    assertTrue(
        model
            .refusal()
            .contains("coefficients.bin: expected 4356001188000004 numbers of type FLOAT"),
        model.refusal());
  }

  @Test
  void deepAndEndlessJsonIsRefused() throws IOException {
    model.entries().put(CraftedModel.CONFIGURATION, "[".repeat(1_000_000).getBytes(UTF_8));
    assertTrue(
        model.refusal().contains("configuration.json: not JSON as expected"), model.refusal());
    model.entries().put(CraftedModel.CONFIGURATION, "{}".getBytes(UTF_8));
    assertTrue(model.refusal().contains("configuration.json: not a network"), model.refusal());
    model.entries().put(CraftedModel.CONFIGURATION, new byte[0]);
    assertTrue(model.refusal().contains("configuration.json: not a network"), model.refusal());
    model.entries().put(CraftedModel.CONFIGURATION, "null".getBytes(UTF_8));
    assertTrue(model.refusal().contains("configuration.json: not a network"), model.refusal());
  }

  @Test
  void aVectorThatClaimsMoreThanItHoldsIsRefused() throws IOException {
    byte[] good = model.entries().get(CraftedModel.COEFFICIENTS);
    // Before the numbers: a shape of 6 longs, then kind, length and type.
    int lengthAt = 2 + 16 + 8 + 2 + 4 + 6 * 8 + 2 + 16;
    ByteBuffer claim = ByteBuffer.wrap(good.clone());
    claim.putLong(lengthAt, 1L << 40);
    model.entries().put(CraftedModel.COEFFICIENTS, claim.array());
    assertTrue(
        model.refusal().contains("expected as many numbers as the shape says"), model.refusal());
    claim.putLong(2 + 16 + 8 + 2 + 4 + 8, 1L << 40);
    assertTrue(model.refusal().contains("found 1099511627776 of FLOAT"), model.refusal());
  }

  @Test
  void aVectorOfAnotherFormIsRefused() throws IOException {
    for (String kind : new String[] {"DIRECT", "LONG_SHAPE", "?"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(kind);
      out.writeLong(1L << 40);
      out.writeUTF("LONG");
      model.entries().put(CraftedModel.COEFFICIENTS, bytes.toByteArray());
      assertTrue(
          model.refusal().contains("expected a buffer of kind MIXED_DATA_TYPES, found " + kind),
          model.refusal());
    }
  }

  @Test
  void missingShortAndLongVectorsAreRefused() throws IOException {
    byte[] good = model.entries().get(CraftedModel.COEFFICIENTS);
    model.entries().put(CraftedModel.COEFFICIENTS, Arrays.copyOf(good, good.length - 1));
    assertEquals("coefficients.bin: damaged: it ends too early", model.refusal());
    model.entries().put(CraftedModel.COEFFICIENTS, Arrays.copyOf(good, good.length / 2));
    assertTrue(model.refusal().contains("coefficients.bin: shorter than its "), model.refusal());
    model.entries().put(CraftedModel.COEFFICIENTS, Arrays.copyOf(good, 20));
    assertTrue(model.refusal().contains("coefficients.bin: damaged"), model.refusal());
    model.entries().put(CraftedModel.COEFFICIENTS, Arrays.copyOf(good, good.length + 1));
    assertTrue(model.refusal().contains("coefficients.bin: longer than"), model.refusal());
    model.entries().put(CraftedModel.COEFFICIENTS, good);
    model.entries().put("updaterState.bin", good);
    assertTrue(model.refusal().contains("updaterState.bin: expected none"), model.refusal());
    model.entries().remove(CraftedModel.COEFFICIENTS);
    assertEquals("not a model: it lacks coefficients.bin", model.refusal());
  }

  @Test
  void aFewConvolutionsThatMakeGigabytesOfAFrameAreRefused() throws IOException {
    model = new CraftedModel(folder, SmallModels.all().get(3));
    String many = "[ " + "1, ".repeat(99) + "1 ]";
    model.changeJson("\"filters\" : [ 2 ]", "\"filters\" : " + many);
    model.changeJson("\"kernels\" : [ 3 ]", "\"kernels\" : " + many);
    model.changeJson("\"pools\" : [ 2 ]", "\"pools\" : " + many);
    model.changeJson("\"height\" : 9", "\"height\" : 2048");
    model.changeJson("\"width\" : 7", "\"width\" : 2048");
    model.changeJson("\"nin\" : 190", "\"nin\" : 12582913");
    assertTrue(
        model.refusal().contains("the encoder makes 419,430,400 numbers of a frame"),
        model.refusal());
  }
}
