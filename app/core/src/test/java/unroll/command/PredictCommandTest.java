package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir private static Path folder;
  private static String run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run").toString();
    String hello = CommandLineRun.project("app/configs/hello.yaml").toString();
    assertEquals(0, CommandLineRun.of("train", hello, "--out", run).code());
  }

  private static CommandLineRun predict(byte[] lines) throws IOException {
    Path file = Files.write(folder.resolve("lines.txt"), lines);
    return CommandLineRun.of("predict", run, file.toString());
  }

  private static CommandLineRun predict(String lines) throws IOException {
    return predict(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void everyLineGetsAnObject() throws IOException {
    CommandLineRun predicted = predict("hell\r\nhe");
    assertEquals(0, predicted.code(), predicted.err());
    String[] answers = predicted.out().split("\n");
    assertEquals(2, answers.length);
    JsonNode first = json(answers[0]);
    assertEquals("hell", first.get("text").asText());
    assertEquals("o", first.get("next").fieldNames().next());
    assertTrue(first.at("/next/o").asDouble() > 0.9, answers[0]);
    assertTrue(first.get("nats-per-character").asDouble() < 0.1, answers[0]);
    assertEquals("l", json(answers[1]).get("next").fieldNames().next());
  }

  @Test
  void aWrongLineGetsItsErrorAndTheOthersTheirAnswers() throws IOException {
    byte[] lines = "hell\nhelp\n\n??\nhe\n".getBytes(StandardCharsets.UTF_8);
    lines[11] = (byte) 0xFF;
    CommandLineRun predicted = predict(lines);
    assertEquals(1, predicted.code());
    assertEquals("3 lines could not be answered\n", predicted.err());
    String[] answers = predicted.out().split("\n");
    assertEquals(5, answers.length);
    assertEquals(2, json(answers[1]).get("line").asInt());
    assertEquals(
        "the character p (U+0070) is not in the model's vocabulary",
        json(answers[1]).get("error").asText());
    assertEquals("empty; expected text", json(answers[2]).get("error").asText());
    assertEquals("not UTF-8 text", json(answers[3]).get("error").asText());
    assertEquals("he", json(answers[4]).get("text").asText());
  }

  @Test
  void standardInputIsAnsweredAsItArrives() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("hel\n".getBytes(StandardCharsets.UTF_8)));
      assertEquals("hel", json(CommandLineRun.of("predict", run).out()).get("text").asText());
      System.setIn(new ByteArrayInputStream(new byte[0]));
      CommandLineRun empty = CommandLineRun.of("predict", run, "-");
      assertEquals("", empty.out());
      assertEquals(0, empty.code());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aLineTooLongIsRefusedAndTheNextOneRead() throws IOException {
    CommandLineRun predicted = predict("h".repeat(1 << 21) + "\nhe\n");
    String[] answers = predicted.out().split("\n");
    assertEquals("longer than 1048576 bytes", json(answers[0]).get("error").asText());
    assertEquals("he", json(answers[1]).get("text").asText());
  }

  @Test
  void aFileOfLinesMayBeGzippedAndBeginWithAByteOrderMark() throws IOException {
    Path packed = folder.resolve("lines.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("\uFEFFhel\nhe\n".getBytes(StandardCharsets.UTF_8));
    }
    CommandLineRun predicted = CommandLineRun.of("predict", run, packed.toString());
    assertEquals(0, predicted.code(), predicted.err());
    assertEquals("hel", json(predicted.out().split("\n")[0]).get("text").asText());
    assertEquals("he", json(predicted.out().split("\n")[1]).get("text").asText());

    Path broken = Files.write(folder.resolve("broken.gz"), new byte[] {1, 2, 3});
    CommandLineRun refused = CommandLineRun.of("predict", run, broken.toString());
    assertEquals(2, refused.code());
    assertTrue(refused.err().startsWith(broken + ": cannot be read: "), refused.err());
  }

  @Test
  void whatCannotBeReadIsSaidInALine() {
    CommandLineRun aFolder = CommandLineRun.of("predict", run, folder.toString());
    assertEquals(2, aFolder.code());
    assertEquals(folder + ": is a folder; expected a file\n", aFolder.err());
    CommandLineRun absent = CommandLineRun.of("predict", run, folder.resolve("no").toString());
    assertEquals(2, absent.code());
    assertEquals(folder.resolve("no") + ": no such file, or it cannot be read\n", absent.err());
    CommandLineRun stream = CommandLineRun.of("predict", run, "--stream");
    assertEquals(2, stream.code());
    assertEquals("--stream: goes with a frame-labeling run\n", stream.err());
  }
}
