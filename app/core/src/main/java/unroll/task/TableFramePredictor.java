package unroll.task;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import unroll.config.UserException;
import unroll.data.Frames;
import unroll.data.StrictReader;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableHeader;
import unroll.data.table.TableReader;

/** Labels frames of numbers: those of a table or an array, or the lines of a table as they come. */
final class TableFramePredictor implements Predictor {
  private static final String STANDARD_INPUT = "standard input";

  private final FrameLabeler labeler;
  private final FrameKind.Tables config;
  private final FrameColumns columns;

  TableFramePredictor(FrameLabeler labeler, FrameKind.Tables config, FrameColumns columns) {
    this.labeler = labeler;
    this.config = config;
    this.columns = columns;
  }

  @Override
  public Set<String> fileEndings() {
    return Set.of("csv", "tsv", "csv.gz", "tsv.gz", "npy");
  }

  private Frames frames(String line) {
    NumberFrames frames = TableFrames.read(LabeledFile.find(line), config, columns.names());
    return columns.encode(frames, line);
  }

  @Override
  public Optional<ReadInput> read(String line) {
    return Optional.of(labeler.read(columns.channel(), List.of(), frames(line)));
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    List<String> labels = labeler.labels(columns.channel(), frames(line));
    return Optional.of(new LabeledFile(line, labels).toMap());
  }

  @Override
  public void stream(Optional<Path> file, InputStream in, Predicate<Map<String, Object>> sink) {
    int width = columns.names().size();
    labeler.begin(columns.channel(), new Frames(new float[width], width));
    FrameStream stream = new FrameStream(labeler, columns.channel(), sink);
    if (file.isPresent() && TableFrames.isArray(file.get())) {
      String name = file.get().toString();
      TableFrames.forEachRow(
          file.get(), config, columns.names(), frame -> answer(frame, name, stream));
      return;
    }
    TableFormat lines =
        new TableFormat(
            config.format().separator(),
            config.format().quoting(),
            false,
            config.format().encoding());
    try (TableReader rows =
        file.isPresent()
            ? TableReader.open(file.get(), lines)
            : TableReader.of(STANDARD_INPUT, text(stream.watch(in)), lines)) {
      answer(rows, stream);
    }
  }

  private StrictReader text(InputStream in) {
    return new StrictReader(STANDARD_INPUT, in, Charset.forName(config.format().encoding()));
  }

  private void answer(TableReader rows, FrameStream stream) {
    if (!rows.hasNext()) {
      return;
    }
    Row row = rows.next();
    boolean named = config.format().header() && row.values().containsAll(columns.names());
    TableHeader header = named ? new TableHeader(source(row), row.values()) : unnamed(row);
    boolean wanted = named || answer(row, header, stream);
    while (wanted && rows.hasNext()) {
      wanted = answer(rows.next(), header, stream);
    }
  }

  private static String source(Row row) {
    return row.header().source();
  }

  /** The header of frames whose columns no line names: they stand as those of the training. */
  private TableHeader unnamed(Row first) {
    if (first.values().size() == columns.names().size()) {
      return new TableHeader(source(first), columns.names());
    } else if (!config.format().header()) {
      return first.header();
    }
    throw new UserException(
        "%s: expected a line that names the columns, or the %d numbers of a frame, found %d fields"
            .formatted(first.place(), columns.names().size(), first.values().size()));
  }

  private boolean answer(Row row, TableHeader header, FrameStream stream) {
    Row named = new Row(header, row.line(), row.values());
    return answer(TableFrames.frame(named, columns.names()), named.place(), stream);
  }

  private boolean answer(double[] frame, String place, FrameStream stream) {
    NumberFrames one = new NumberFrames(frame, frame.length);
    return stream.answer(columns.encode(one, place), Map.of());
  }
}
