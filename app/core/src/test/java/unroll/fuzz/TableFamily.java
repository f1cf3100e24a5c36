package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;

/** Tables of delimited text, plain and gzipped. */
final class TableFamily implements FuzzFamily {
  private static final byte[] PEOPLE = FuzzData.lines("data/pressure/people.csv", 8);

  private final List<byte[]> seeds =
      List.of(
          PEOPLE,
          FuzzData.lines("data/numbers/ko.tsv", 8),
          FuzzData.text("a,\"b\n\"\"c\",d\r\n1,\"2,\n3\",4\r\n5,6,7\n"),
          FuzzData.text("a;b\n'1;2'\n\"\";\n"),
          FuzzData.gzip(PEOPLE));
  private final Path folder;

  TableFamily(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    boolean gzipped = input.length > 1 && input[0] == 0x1f;
    Path file = Files.write(folder.resolve(gzipped ? "input.csv.gz" : "input.csv"), input);
    int kind = input.length % 4;
    TableFormat format =
        new TableFormat(
            kind == 1 ? "tab" : kind == 2 ? "semicolon" : "comma",
            kind != 1,
            kind != 3,
            kind == 3 ? "EUC-KR" : "UTF-8");
    try (TableReader rows = TableReader.open(file, format)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        row.values().forEach(String::length);
      }
    }
  }
}
