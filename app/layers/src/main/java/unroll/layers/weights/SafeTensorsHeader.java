package unroll.layers.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * The JSON at the front of a safetensors file. It is read as a stream, so that neither deep nesting
 * nor long numbers of a stranger's file can hurt.
 */
final class SafeTensorsHeader {
  /** The one name that no tensor can have. */
  static final String METADATA = "__metadata__";

  private static final int MOST_AXES = 32;
  private static final int LONGEST_NUMBER = 18;

  /** A stranger's names must not fill the tables that Jackson shares among parsers. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private final JsonParser json;
  private final TensorInput in;

  private SafeTensorsHeader(JsonParser json, TensorInput in) {
    this.json = json;
    this.in = in;
  }

  /**
   * One tensor's place.
   *
   * @param begin first byte of the tensor, counted from the end of the header
   * @param end the byte after its last
   */
  record Entry(String name, ElementType type, long[] shape, long begin, long end) {
    ArrayLayout layout() {
      return new ArrayLayout(type, ByteOrder.LITTLE_ENDIAN, false, shape);
    }
  }

  /**
   * Understands a header.
   *
   * @param in whose place errors name
   */
  static List<Entry> parse(byte[] header, TensorInput in) throws IOException {
    try (JsonParser json = JSON.createParser(header)) {
      json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      return new SafeTensorsHeader(json, in).entries();
    } catch (JsonProcessingException e) {
      throw in.wrong("a header in JSON", e.getOriginalMessage());
    }
  }

  private List<Entry> entries() throws IOException {
    expect(JsonToken.START_OBJECT);
    List<Entry> entries = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.getCurrentName();
      expect(JsonToken.START_OBJECT);
      if (name.equals(METADATA)) {
        skipMetadata();
      } else {
        entries.add(entry(name));
      }
    }
    if (json.nextToken() != null) {
      throw in.wrong("the end of the header", json.getText());
    }
    return entries;
  }

  private void skipMetadata() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      expect(JsonToken.VALUE_STRING);
    }
  }

  private Entry entry(String name) throws IOException {
    ElementType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.getCurrentName();
      switch (field) {
        case "dtype" -> type = type(name);
        case "shape" -> shape = numbers(MOST_AXES);
        case "data_offsets" -> offsets = numbers(2);
        default -> throw in.wrong("dtype, shape and data_offsets of tensor " + name, field);
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw in.wrong(
          "tensor with dtype, shape and two data_offsets",
          "%s: %s, %s, %s".formatted(name, type, Arrays.toString(shape), Arrays.toString(offsets)));
    }
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private ElementType type(String name) throws IOException {
    expect(JsonToken.VALUE_STRING);
    String type = json.getText();
    return ElementType.ofSafeTensors(type)
        .orElseThrow(() -> in.wrong("dtype F16, BF16, F32 or F64", type + " of tensor " + name));
  }

  private long[] numbers(int most) throws IOException {
    expect(JsonToken.START_ARRAY);
    long[] numbers = new long[most];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean isSize =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getTextLength() <= LONGEST_NUMBER
              && json.getLongValue() >= 0;
      if (!isSize || count == most) {
        throw in.wrong("at most " + most + " whole numbers", json.getText());
      }
      numbers[count++] = json.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private void expect(JsonToken token) throws IOException {
    if (json.nextToken() != token) {
      throw in.wrong("%s in the header".formatted(token), json.getText());
    }
  }

  /** Writes a header. */
  static byte[] of(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (Entry entry : entries) {
        json.writeObjectFieldStart(entry.name());
        json.writeStringField("dtype", entry.type().safeTensorsName());
        json.writeFieldName("shape");
        json.writeArray(entry.shape(), 0, entry.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
