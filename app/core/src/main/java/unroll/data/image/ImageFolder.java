package unroll.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.config.Words;

/**
 * A folder of PNG and JPEG files, and a file of captions for them: UTF-8, on every line the image's
 * path within the folder (with {@code /}), a tab and a caption. An image may have several captions,
 * on a line each; images without one are left out.
 *
 * @param folder where the images lie
 * @param captions the file of captions
 * @param shape what every image is brought to, see {@link ImageFile#read}
 */
public record ImageFolder(Path folder, Path captions, ImageShape shape) {
  private static final int NAMES_COMPARED = 10_000;

  /**
   * Reads all images that have a caption, each once.
   *
   * @return a caption an entry, in the order of the lines
   * @throws UserException with the line, if the file of captions or an image of it cannot be read,
   *     a path leaves the folder, a line is there twice, or the images do not fit into memory
   */
  public List<CaptionedImage> read() {
    if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": no such folder");
    }
    List<CaptionFile.Line> lines = CaptionFile.read(captions);
    List<String> names = new ArrayList<>(lines.size());
    Map<String, Integer> known = new HashMap<>();
    for (CaptionFile.Line line : lines) {
      String name = name(line);
      Integer before = known.putIfAbsent(name + "\t" + line.caption(), line.number());
      if (before != null) {
        throw wrong(line, "is the same as line " + before);
      }
      names.add(name);
    }
    ImageMemory.require(captions.toString(), names.stream().distinct().count(), shape);
    return read(lines, names);
  }

  private List<CaptionedImage> read(List<CaptionFile.Line> lines, List<String> names) {
    Map<String, Image> images = new LinkedHashMap<>();
    List<CaptionedImage> captioned = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      CaptionFile.Line line = lines.get(i);
      Image image = images.computeIfAbsent(names.get(i), name -> read(line, name));
      captioned.add(new CaptionedImage(names.get(i), image, line.caption()));
    }
    return captioned;
  }

  private String name(CaptionFile.Line line) {
    try {
      Path path = Path.of(line.image()).normalize();
      if (path.getRoot() != null || path.startsWith("..") || path.toString().isEmpty()) {
        throw wrong(line, line.image() + " leaves the folder of the images");
      }
      return path.toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      throw new UserException(place(line) + line.image() + " is not a path: " + e.getReason(), e);
    }
  }

  private Image read(CaptionFile.Line line, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw wrong(line, "no image " + name + " in " + folder + near(name));
    }
    try {
      return ImageFile.read(file, shape);
    } catch (UserException e) {
      throw new UserException(place(line) + e.getMessage(), e);
    }
  }

  private String near(String name) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.limit(NAMES_COMPARED).map(file -> file.getFileName().toString()).sorted().toList();
      return Words.nearest(name, names).map(near -> "; did you mean " + near + "?").orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private UserException wrong(CaptionFile.Line line, String what) {
    return new UserException(place(line) + what);
  }

  private String place(CaptionFile.Line line) {
    return captions + ":" + line.number() + ": ";
  }
}
