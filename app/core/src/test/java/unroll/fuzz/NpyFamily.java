package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.table.NpyRows;

/** Arrays of frames in NumPy's format. */
final class NpyFamily implements FuzzFamily {
  private final List<byte[]> seeds =
      List.of(FuzzData.npy("<f4", "3, 4", 4, 12), FuzzData.npy(">f8", "2, 1", 8, 2));
  private final Path file;

  NpyFamily(Path folder) {
    this.file = folder.resolve("input.npy");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    try (NpyRows rows = new NpyRows(file)) {
      while (rows.hasNext()) {
        rows.next();
      }
    }
  }
}
