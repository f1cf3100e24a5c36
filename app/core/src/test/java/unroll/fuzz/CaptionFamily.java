package unroll.fuzz;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.image.ImageFolder;
import unroll.data.image.ImageShape;

/** Captions of the images of a folder. */
final class CaptionFamily implements FuzzFamily {
  private final List<byte[]> seeds =
      List.of(FuzzData.text("a.png\ta red square\nb/c.png\ttwo\r\na.png\tanother\n"));
  private final Path folder;

  CaptionFamily(Path folder) throws IOException {
    this.folder = folder;
    byte[] picture = FuzzData.picture("png", BufferedImage.TYPE_INT_RGB);
    Files.write(folder.resolve("a.png"), picture);
    Files.createDirectory(folder.resolve("b"));
    Files.write(folder.resolve("b/c.png"), picture);
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path captions = Files.write(folder.resolve("input.tsv"), input);
    new ImageFolder(folder, captions, new ImageShape(1, 4, 4)).read();
  }
}
