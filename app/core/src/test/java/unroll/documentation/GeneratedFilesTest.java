package unroll.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import unroll.command.CommandLineRun;
import unroll.config.ReferenceWriter;
import unroll.experiment.ConfigSchema;
import unroll.experiment.ExperimentConfig;

/**
 * Files that follow from the code are as the code has them; {@code -Dunroll.write-generated=true}
 * writes them again.
 */
class GeneratedFilesTest {
  private static final String REFERENCE_HEAD =
      """
      # yaml-language-server: $schema=unroll-schema.json
      # ./unroll validate app/configs/reference.yaml
      # Every key of a configuration with its default; what has no default shows an example.
      # A commented block is another choice of the block above it.

      """;

  private static void assertGenerated(String name, String text) throws IOException {
    Path file = CommandLineRun.project(name);
    if (Boolean.getBoolean("unroll.write-generated")) {
      Files.writeString(file, text);
    }
    assertTrue(Files.exists(file), name + " is not there");
    assertEquals(text, Files.readString(file), name + " is not what the code says");
  }

  @Test
  void thePageOfCommandsIsTheProgramsOwnModel() throws IOException {
    assertGenerated("app/docs/commands.md", CommandsPage.text());
  }

  @Test
  void thePageOfKeysIsTheRecordsOwnAnnotations() throws IOException {
    assertGenerated("app/docs/configuration.md", ConfigurationPage.text());
  }

  @Test
  void theReferenceAndTheSchemaAreToo() throws IOException {
    assertGenerated(
        "app/configs/reference.yaml",
        REFERENCE_HEAD + ReferenceWriter.write(ExperimentConfig.class));
    assertGenerated("app/configs/" + ConfigSchema.FILE, ConfigSchema.json());
  }
}
