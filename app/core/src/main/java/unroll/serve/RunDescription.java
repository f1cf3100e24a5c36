package unroll.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.Words;
import unroll.task.SingleStepClassification;

/** What a client must know of a run to ask it something. */
final class RunDescription {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_FILE = 1 << 20;
  private static final int MOST_CATEGORIES = 200;

  private final ServedRun run;

  RunDescription(ServedRun run) {
    this.run = run;
  }

  /** Keys and values as they stand in JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", run.name());
    map.put("task", Words.typeName(run.task().getClass()));
    map.put("topology", Words.kebabCase(run.task().topology()));
    map.put("reads", Words.kebabCase(run.reads()));
    map.put("uploads", List.copyOf(run.reads().uploads().keySet()));
    map.put("columns", run.reads() == InputKind.ROW ? columns() : List.of());
    map.put("attention", run.hasAttention());
    map.put("has-model", run.hasModel());
    map.put("training", run.isTraining());
    return map;
  }

  private List<Map<String, Object>> columns() {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (JsonNode column :
        read(run.folder().resolve(SingleStepClassification.COLUMNS_FILE)).path("columns")) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("name", column.path("column").asText());
      described.put("type", column.path("type").asText());
      List<String> categories = new ArrayList<>();
      for (JsonNode category : column.path("categories")) {
        if (categories.size() < MOST_CATEGORIES) {
          categories.add(category.asText());
        }
      }
      described.put("categories", categories);
      columns.add(described);
    }
    return columns;
  }

  private static JsonNode read(Path file) {
    try {
      if (Files.exists(file) && Files.size(file) <= LARGEST_FILE) {
        return JSON.readTree(file.toFile());
      }
    } catch (IOException e) {
      // Whoever asks the run for a prediction is told what is wrong with the file.
      return JSON.createObjectNode();
    }
    return JSON.createObjectNode();
  }
}
