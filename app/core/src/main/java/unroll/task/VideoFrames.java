package unroll.task;

import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import unroll.config.UserException;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.Symbols;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;
import unroll.data.video.VideoFrame;
import unroll.data.video.VideoLabels;
import unroll.data.video.VideoReader;

/** Reads videos, a sequence each, with the labels that one table has of all. */
final class VideoFrames implements FrameSource<Frames> {
  private static final TableFormat FORMAT = new TableFormat("comma", true, true, "UTF-8");
  private static final float WHITE = 255;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final FrameShape shape;
  private final Path table;
  private final LabelSet known;
  private final VideoLabels labels;

  /** All labels of the table, in the order of their ids there. */
  private final List<String> classes;

  /** Where a label of a file stands first. */
  private final Map<String, Map<String, String>> places = new HashMap<>();

  /**
   * @throws UserException with the line, if the table is wrong
   */
  VideoFrames(FrameShape shape, Path table, LabelSet known) {
    this.shape = shape;
    this.table = table;
    this.known = known;
    Set<String> found = new TreeSet<>();
    try (TableReader rows = TableReader.open(table, FORMAT)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        found.add(row.value("label"));
        places
            .computeIfAbsent(row.value("file"), file -> new HashMap<>())
            .putIfAbsent(row.value("label"), row.place() + ", column label");
      }
    }
    if (known.isOpen()) {
      Optional.ofNullable(known.background()).ifPresent(found::add);
      this.classes = List.copyOf(found);
    } else {
      this.classes = known.classes();
    }
    this.labels = VideoLabels.read(table, classes, known.background());
  }

  /** What the table calls a file. */
  private String name(Path file) {
    Path folder = table.toAbsolutePath().normalize().getParent();
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(folder)) {
      throw new UserException(
          "%s: is not in the folder of the table of its labels, %s".formatted(file, table));
    }
    return folder.relativize(absolute).toString().replace('\\', '/');
  }

  @Override
  public List<LabeledFrames<Frames>> read(Path file) {
    List<String> seconds = new ArrayList<>();
    Frames frames = read(file, shape, seconds);
    String name = name(file);
    Symbols ids = labels.of(name, frames.length());
    List<String> found = new ArrayList<>(ids.length());
    for (int step = 0; step < ids.length(); step++) {
      String label = classes.get(ids.at(step));
      String place = places.getOrDefault(name, Map.of()).get(label);
      found.add(known.canonical(label, place));
    }
    return List.of(new LabeledFrames<>(name, frames, found, seconds));
  }

  /**
   * All frames of a video, a byte a number.
   *
   * @param seconds gets the time of every frame
   */
  static Frames read(Path file, FrameShape shape, List<String> seconds) {
    ByteArrayList bytes = new ByteArrayList();
    try (VideoReader video = new VideoReader(file, shape)) {
      while (video.hasNext()) {
        VideoFrame frame = video.next();
        if (bytes.size() > MOST_BYTES - shape.size()) {
          throw new UserException(file + ": has too many frames to be kept in memory");
        }
        for (float value : frame.values()) {
          bytes.add((byte) Math.round(value * WHITE));
        }
        seconds.add(String.format(Locale.ROOT, "%.3f", frame.seconds()));
      }
    }
    return Frames.ofBytes(bytes.toByteArray(), shape.size());
  }

  @Override
  public PixelEncoding fit(List<LabeledFrames<Frames>> training) {
    return new PixelEncoding(shape);
  }

  @Override
  public List<Path> otherFiles() {
    return List.of(table);
  }

  @Override
  public String markName() {
    return "seconds";
  }
}
