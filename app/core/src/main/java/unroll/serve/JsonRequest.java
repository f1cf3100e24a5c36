package unroll.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import unroll.config.Words;

/** The JSON object of a request, read strictly: known keys, each once, of the right kind. */
record JsonRequest(JsonNode object) {
  static final String MEDIA_TYPE = "application/json";

  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 8;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @param keys those that the object may have
   * @throws HttpError if the body is anything else
   * @throws IOException if the client is gone or too slow
   */
  static JsonRequest read(RequestBody body, List<String> keys) throws IOException {
    if (!body.mediaType().equals(MEDIA_TYPE)) {
      throw new HttpError(415, "expected Content-Type: " + MEDIA_TYPE);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.copyTo(bytes, LARGEST);
    JsonNode object = parse(bytes.toByteArray());
    if (object == null || !object.isObject()) {
      throw new HttpError(400, "expected a JSON object");
    }
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new HttpError(
                    400, "unknown key %s; %s".formatted(key, Words.hint(key, keys)));
              }
            });
    return new JsonRequest(object);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new HttpError(400, "not UTF-8 text");
    } catch (MismatchedInputException e) {
      throw new HttpError(400, "expected one JSON object, found more after it");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new HttpError(400, "not JSON, line %d: %s".formatted(line, e.getOriginalMessage()));
    }
  }

  /**
   * @param most code points
   */
  String text(String key, String byDefault, int most) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() && byDefault != null) {
      return byDefault;
    } else if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    int length = value.textValue().codePointCount(0, value.textValue().length());
    if (length > most) {
      throw new HttpError(
          400, "%s: %,d characters; expected at most %,d".formatted(key, length, most));
    }
    return value.textValue();
  }

  long whole(String key, long byDefault, long least, long most) {
    JsonNode value = object.path(key);
    if (value.isMissingNode()) {
      return byDefault;
    } else if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(key, "a whole number from %d to %d".formatted(least, most), value);
    }
    return value.longValue();
  }

  double number(String key, double byDefault, double least, double most) {
    JsonNode value = object.path(key);
    if (value.isMissingNode()) {
      return byDefault;
    } else if (!value.isNumber()
        || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw wrong(key, "a number from %s to %s".formatted(least, most), value);
    }
    return value.doubleValue();
  }

  /** Whether something is asked for; false if nothing is said. */
  boolean flag(String key) {
    JsonNode value = object.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.asBoolean(false);
  }

  /** The JSON text of an object of single values. */
  String row(String key) {
    JsonNode value = object.path(key);
    if (!value.isObject()) {
      throw wrong(key, "an object of values by the names of the columns", value);
    }
    return value.toString();
  }

  private static HttpError wrong(String key, String expected, JsonNode found) {
    String shown = found.isMissingNode() ? "nothing" : found.toString();
    int most = 60;
    String cut = shown.length() > most ? shown.substring(0, most) + "..." : shown;
    return new HttpError(400, "%s: expected %s, found %s".formatted(key, expected, cut));
  }
}
