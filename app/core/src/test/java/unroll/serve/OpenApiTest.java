package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.serve.ServedHttp.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import unroll.command.CommandLineRun;

/** The description of the API is true: every example works, and answers as its schema says. */
class OpenApiTest {
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s http://127\\.0\\.0\\.1:8080(\\S+)(?: -H 'Content-Type: ([^']+)'"
              + " (?:-d '([^']+)'|--data-binary @(\\S+)))?");

  private record Example(JsonNode operation, String path, String type, String data, String file) {}

  private static List<Example> examples(JsonNode description) {
    List<Example> examples = new ArrayList<>();
    for (JsonNode path : description.get("paths")) {
      JsonNode operation = path.has("get") ? path.get("get") : path.get("post");
      assertTrue(operation.get("x-codeSamples").size() > 0, operation.toString());
      for (JsonNode sample : operation.get("x-codeSamples")) {
        Matcher curl = CURL.matcher(sample.get("source").asText());
        assertTrue(curl.matches(), sample.toString());
        assertEquals(path.has("post"), curl.group(2) != null);
        examples.add(
            new Example(operation, curl.group(1), curl.group(2), curl.group(3), curl.group(4)));
      }
    }
    return examples;
  }

  private static HttpResponse<String> send(ServedHttp served, Example example) throws IOException {
    if (example.type() == null) {
      return served.get(example.path());
    } else if (example.data() != null) {
      return served.post(example.path(), example.data());
    }
    Map<String, Path> files =
        Map.of(
            "clip.mp4", CommandLineRun.project("data/clips/clip-05.mp4"),
            "walk.csv", CommandLineRun.project("data/steps/walk-09.csv"));
    byte[] file =
        example.file().equals("picture.png")
            ? UploadTest.png()
            : Files.readAllBytes(files.get(example.file()));
    return served.upload(example.path(), example.type(), file);
  }

  @Test
  void everyExampleWorksAndAnswersAsItsSchemaSays() throws IOException {
    try (ServedHttp served = ServedHttp.of(TrainedRuns.all().toArray(Path[]::new))) {
      JsonNode description = json(served.get("/api/openapi.json"));
      List<Example> examples = examples(description);
      assertTrue(examples.size() >= 15, "examples: " + examples.size());
      for (Example example : examples) {
        HttpResponse<String> response = send(served, example);
        assertEquals(200, response.statusCode(), example.path() + ": " + response.body());
        List<Error> errors =
            schema(description, example.operation()).validate(response.body(), InputFormat.JSON);
        assertEquals(List.of(), errors, example.path());
      }
      assertEquals(List.of(), served.log());
    }
  }

  /** The schema of an answer, with what it refers to beside it. */
  private static Schema schema(JsonNode description, JsonNode operation) {
    ObjectNode schema = operation.at("/responses/200/content/application~1json/schema").deepCopy();
    schema.set("components", description.get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema.toString());
  }
}
