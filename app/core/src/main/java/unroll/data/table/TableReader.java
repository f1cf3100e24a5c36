package unroll.data.table;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import unroll.config.UserException;
import unroll.data.TextSource;

/**
 * The rows of a table, read one after the other; only one is in memory. Empty lines at the end
 * count for nothing; elsewhere one is a row of a single empty field. Reading throws a {@link
 * UserException} with the line where a row has another number of fields than the header, a quote is
 * not closed, or a field is longer than 1,048,576 characters.
 */
public final class TableReader implements Iterator<Row>, AutoCloseable {
  private final String name;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final TableHeader header;

  /** The next row with anything in it, once it has been read. */
  private Row ahead;

  /** The lines before it without anything, not handed out yet. */
  private long emptyLines;

  private long firstEmptyLine;

  private TableReader(String name, Reader text, TableFormat format) throws IOException {
    this.name = name;
    this.parser =
        CSVParser.builder()
            .setReader(new RowLimits(name, text, format))
            .setFormat(csvFormat(format))
            .get();
    this.records = parser.iterator();
    List<String> first = firstRow(format);
    List<String> names =
        format.header()
            ? first
            : IntStream.rangeClosed(1, first.size()).mapToObj(Integer::toString).toList();
    this.header = new TableHeader(name, names);
    this.ahead = format.header() ? null : new Row(header, 1, first);
  }

  /**
   * Opens a file, plain or {@code .gz}.
   *
   * @throws UserException if it cannot be read, is empty, or two columns have one name
   */
  public static TableReader open(Path file, TableFormat format) {
    return of(file.toString(), new TextSource.File(file, format.encoding()).reader(), format);
  }

  /**
   * Opens a file, or a text of the configuration.
   *
   * @throws UserException if it cannot be read, is empty, or two columns have one name
   */
  public static TableReader open(TextSource source, TableFormat format) {
    return source instanceof TextSource.File file
        ? open(file.path(), format)
        : of(source.name(), new StringReader(((TextSource.Inline) source).text()), format);
  }

  /**
   * Reads text that is no file, such as standard input.
   *
   * @param name what to call it in messages
   * @param text closed with this reader; a {@link unroll.data.StrictReader} makes one of bytes
   * @throws UserException if it cannot be read, is empty, or two columns have one name
   */
  public static TableReader of(String name, Reader text, TableFormat format) {
    try {
      return new TableReader(name, text, format);
    } catch (IOException e) {
      throw closing(text, unreadable(name, e));
    } catch (RuntimeException e) {
      throw closing(text, e);
    }
  }

  private static RuntimeException closing(Reader text, RuntimeException mistake) {
    try {
      text.close();
    } catch (IOException e) {
      mistake.addSuppressed(e);
    }
    return mistake;
  }

  private static CSVFormat csvFormat(TableFormat format) {
    return CSVFormat.Builder.create()
        .setDelimiter(format.separatorCharacter())
        .setQuote(format.quoting() ? TableFormat.QUOTE : null)
        .setIgnoreEmptyLines(false)
        // Reads nothing as null and "" as a text, which tells an empty line from an empty field.
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .get();
  }

  public TableHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null) {
      long line = nextLine();
      if (!hasRecord()) {
        return false;
      }
      CSVRecord record = records.next();
      if (isEmptyLine(record)) {
        firstEmptyLine = emptyLines++ == 0 ? line : firstEmptyLine;
      } else {
        ahead = row(line, record);
      }
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name);
    }
    if (emptyLines > 0) {
      emptyLines--;
      return new Row(header, firstEmptyLine++, List.of(""));
    }
    Row next = ahead;
    ahead = null;
    return next;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private List<String> firstRow(TableFormat format) {
    boolean empty = false;
    while (hasRecord()) {
      CSVRecord record = records.next();
      if (!isEmptyLine(record)) {
        if (empty) {
          throw new UserException(name + ", line 1: an empty line, expected the first row");
        }
        return values(record);
      }
      empty = true;
    }
    throw new UserException(
        name
            + ": is empty; expected "
            + (format.header() ? "a line with the names of the columns" : "rows"));
  }

  private Row row(long line, CSVRecord record) {
    int width = header.names().size();
    if (emptyLines > 0 && width > 1) {
      throw new UserException(
          "%s, line %d: an empty line, expected %s".formatted(name, firstEmptyLine, fields(width)));
    } else if (record.size() != width) {
      throw new UserException(
          "%s, line %d: %s, expected %d".formatted(name, line, fields(record.size()), width));
    }
    return new Row(header, line, values(record));
  }

  private static String fields(int count) {
    return count + (count == 1 ? " field" : " fields");
  }

  private long nextLine() {
    return parser.getCurrentLineNumber() + 1;
  }

  private boolean hasRecord() {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw unreadable(name, e.getCause());
    }
  }

  private static UserException unreadable(String name, IOException e) {
    String why =
        e instanceof CharacterCodingException ? "not text in its encoding" : e.getMessage();
    return new UserException(name + ": cannot be read: " + why, e);
  }

  private static boolean isEmptyLine(CSVRecord record) {
    return record.size() == 1 && record.get(0) == null;
  }

  private static List<String> values(CSVRecord record) {
    List<String> values = new ArrayList<>(record.size());
    for (String value : record) {
      values.add(value == null ? "" : value);
    }
    return values;
  }
}
