package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.SampleConfig.Range;
import unroll.config.StepRule.Decay;

class JsonSchemaTest {
  private static final String TEXT = JsonSchema.write(SampleConfig.class, "a sample");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(TEXT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a",
        "{name: 12, note: true}",
        "{name: a, note: null, limit: null, threshold: null}",
        "{name: a, note: b, limit: 0, threshold: -1.5}",
        "{name: a, epochs: 1, left-out-fraction: 0, step-size: 10}",
        "{name: a, epochs: 1000, left-out-fraction: 0.999, step-size: 0.001}",
        "{name: a, verbose: true, color: light-green, language: ko}",
        "{name: a, sizes: [], words: [b, c], palette: [blue, dark-red]}",
        "{name: a, rule: heavy-ball}",
        "{name: a, rule: {type: plain, learning-rate: 3}}",
        "{name: a, rule: {type: heavy-ball, decay: {type: halving, steps: 2}}}",
        "{name: a, range: {least: 3}}",
        "{name: a, layers: [{units: 3}, {units: 4, widths: [1, 2]}]}",
      })
  void whatTheReaderTakesTheSchemaTakes(String document) {
    read(document);
    assertEquals(List.of(), errors(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[a]",
        "{name: null}",
        "{name: [a]}",
        "{name: a, epoch: 3}",
        "{name: a, Epochs: 3}",
        "{name: a, epochs: 2.7}",
        "{name: a, epochs: many}",
        "{name: a, epochs: 0}",
        "{name: a, epochs: 1001}",
        "{name: a, epochs: null}",
        "{name: a, seed: 0.5}",
        "{name: a, left-out-fraction: -0.1}",
        "{name: a, left-out-fraction: 1}",
        "{name: a, step-size: 0}",
        "{name: a, step-size: 10.5}",
        "{name: a, step-size: true}",
        "{name: a, verbose: 1}",
        "{name: a, limit: -1}",
        "{name: a, limit: 0.5}",
        "{name: a, threshold: b}",
        "{name: a, color: red}",
        "{name: a, color: null}",
        "{name: a, language: de}",
        "{name: a, sizes: 3}",
        "{name: a, sizes: [3, 0.5]}",
        "{name: a, palette: [blue, red]}",
        "{name: a, rule: fast}",
        "{name: a, rule: {learning-rate: 3}}",
        "{name: a, rule: {type: plain, momentum: 0.5}}",
        "{name: a, rule: {type: heavy-ball, momentum: 1}}",
        "{name: a, rule: {type: heavy-ball, decay: {type: halving}}}",
        "{name: a, rule: {type: heavy-ball, decay: {type: halving, steps: 0}}}",
        "{name: a, range: {smallest: 3}}",
        "{name: a, range: 3}",
        "{name: a, layers: [{units: 3}, {widths: [1]}]}",
        "{name: a, layers: [{units: 0}]}",
      })
  void whatTheReaderRefusesTheSchemaRefuses(String document) {
    assertThrows(ConfigException.class, () -> read(document));
    assertFalse(errors(document).isEmpty());
  }

  @Test
  void whatTheReferenceAndTheWriterWriteIsAccepted() {
    assertEquals(List.of(), errors(ReferenceWriter.write(SampleConfig.class)));
    assertEquals(List.of(), errors(ConfigWriter.write(SampleConfig.defaults("a"))));
  }

  @Test
  void everyDefaultIsAcceptedByItsOwnKey() throws JsonProcessingException {
    List<JsonNode> keys = new ObjectMapper().readTree(TEXT).findParents("default");

    for (JsonNode key : keys) {
      assertEquals(List.of(), REGISTRY.getSchema(key).validate(key.get("default")), key.toString());
    }
    // 13 of the sample, 1 + 3 of the two rules, 2 of the range, 1 of a layer.
    assertEquals(20, keys.size());
  }

  @Test
  void editorsFindMeaningDefaultAndTitle() throws JsonProcessingException {
    JsonNode schema = new ObjectMapper().readTree(TEXT);

    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.at("/$schema").asText());
    assertEquals("a sample", schema.at("/title").asText());
    assertEquals("passes over the data", schema.at("/properties/epochs/description").asText());
    assertEquals(10, schema.at("/properties/epochs/default").asInt());
    assertEquals("a remark", schema.at("/properties/note/description").asText());
    assertEquals("dark-red", schema.at("/properties/color/default").asText());
    assertTrue(schema.at("/properties/name/default").isMissingNode());
    assertEquals("[\"name\"]", schema.at("/required").toString());
  }

  @Test
  void theSchemaItselfIsAValidSchema() {
    Schema draft =
        REGISTRY.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertEquals(List.of(), draft.validate(TEXT, InputFormat.JSON));
    assertFalse(draft.validate("{\"type\": \"record\"}", InputFormat.JSON).isEmpty());
  }

  @Test
  void theWordsOfAChoiceAreTheTypesOfItsRecords() {
    assertEquals(List.of("plain", "heavy-ball"), JsonSchema.typeWords(StepRule.class));
    assertEquals(List.of("none", "halving"), JsonSchema.typeWords(Decay.class));
  }

  @Test
  void aRecordOfItsOwnHasASchemaOfItsOwn() {
    Schema range = REGISTRY.getSchema(JsonSchema.write(Range.class, "a range"));

    assertEquals(List.of(), range.validate("{\"least\": 3}", InputFormat.JSON));
    assertFalse(range.validate("{\"least\": 3.5}", InputFormat.JSON).isEmpty());
  }

  private static List<Error> errors(String document) {
    return SCHEMA.validate(document, InputFormat.YAML);
  }

  private static SampleConfig read(String document) {
    return new ConfigReader<>(SampleConfig.class).readText("a.yaml", document);
  }
}
