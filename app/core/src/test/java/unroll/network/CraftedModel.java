package unroll.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import unroll.config.UserException;

/** A good model file whose entries somebody changes. */
final class CraftedModel {
  static final String CONFIGURATION = "configuration.json";
  static final String COEFFICIENTS = "coefficients.bin";

  private final Path folder;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  CraftedModel(Path folder, byte[] model) throws IOException {
    this.folder = folder;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
  }

  Map<String, byte[]> entries() {
    return entries;
  }

  void changeJson(String from, String to) {
    String json = new String(entries.get(CONFIGURATION), UTF_8);
    assertTrue(json.contains(from), json);
    entries.put(CONFIGURATION, json.replace(from, to).getBytes(UTF_8));
  }

  byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Why the model is refused, without the name of the file. */
  String refusal() throws IOException {
    return refusal(zip());
  }

  /** Why a file of these bytes is refused. */
  String refusal(byte[] bytes) throws IOException {
    Path file = folder.resolve("model.zip");
    Files.write(file, bytes);
    String message = assertThrows(UserException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertEquals(1, message.lines().count(), message);
    return message.substring(file.toString().length() + 2);
  }
}
