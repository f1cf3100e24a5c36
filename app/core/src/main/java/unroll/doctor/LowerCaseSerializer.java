package unroll.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import unroll.config.Words;

/** Words of an enumeration, as users write them. */
@SuppressWarnings("rawtypes")
final class LowerCaseSerializer extends StdSerializer<Enum> {
  LowerCaseSerializer() {
    super(Enum.class);
  }

  @Override
  public void serialize(Enum word, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(Words.kebabCase((Enum<?>) word));
  }
}
