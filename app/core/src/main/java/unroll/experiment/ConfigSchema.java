package unroll.experiment;

import java.util.List;
import unroll.config.JsonSchema;
import unroll.task.Task;

/** The JSON Schema of experiment configurations, by which editors complete keys. */
public final class ConfigSchema {
  /** The schema's file name beside configurations. */
  public static final String FILE = "unroll-schema.json";

  private ConfigSchema() {}

  public static String json() {
    return JsonSchema.write(ExperimentConfig.class, "unroll experiment");
  }

  /** The words that {@code task.type} may be. */
  public static List<String> taskTypes() {
    return JsonSchema.typeWords(Task.class);
  }
}
