package unroll.data.table;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import unroll.config.UserException;

/** What is known of the input columns, as the JSON file that is stored with a model. */
record FittedColumns(MissingValues missing, List<FittedColumn> columns) {
  private static final long LARGEST_FILE = 1 << 26;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  FittedColumns {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (FittedColumn column : columns) {
      if (!names.add(column.column())) {
        throw new IllegalArgumentException(
            "column " + Excerpt.of(column.column()) + " stands twice");
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("no column");
    }
  }

  /** UTF-8, as {@link #read} takes it. */
  byte[] toBytes() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain records are always writable", e);
    }
  }

  /**
   * @throws UserException if the file cannot be read or holds anything else
   */
  static FittedColumns read(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new UserException(
            file + ": larger than " + LARGEST_FILE + " bytes; expected the columns of a model");
      }
      FittedColumns columns = JSON.readValue(Files.readString(file), FittedColumns.class);
      if (columns == null) {
        throw new UserException(file + ": not the columns of a model: null");
      }
      return columns;
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": missing", e);
    } catch (CharacterCodingException e) {
      throw new UserException(file + ": not UTF-8; expected the columns of a model", e);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new UserException(
          file + line + ": not the columns of a model: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
