package unroll.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import unroll.network.ModelFile;
import unroll.network.SmallModels;

/** Model files: damaged as a whole, and sound archives of which one entry is damaged. */
final class ModelFamily implements FuzzFamily {
  private final List<byte[]> seeds = SmallModels.all();
  private final Path file;

  ModelFamily(Path folder) {
    this.file = folder.resolve("input.zip");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public byte[] input(Random random) {
    if (random.nextInt(4) == 0) {
      return FuzzFamily.super.input(random);
    }
    Map<String, byte[]> entries = entries(seeds.get(random.nextInt(seeds.size())));
    List<String> names = List.copyOf(entries.keySet());
    // Mostly the configuration, which says the most.
    String name = names.get(random.nextInt(3) > 0 ? 0 : random.nextInt(names.size()));
    entries.put(name, new Mutator(random).mutate(List.of(entries.get(name))));
    return zip(entries);
  }

  static Map<String, byte[]> entries(byte[] bytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    ModelFile.read(file);
  }
}
