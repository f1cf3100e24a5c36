package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.UserException;

class ImageFolderTest {
  private static final ImageShape SHAPE = new ImageShape(3, 2, 2);

  @TempDir private Path root;
  private Path folder;
  private Path captions;

  @BeforeEach
  void twoImages() throws IOException {
    folder = Files.createDirectory(root.resolve("images"));
    captions = root.resolve("captions.tsv");
    Files.createDirectory(folder.resolve("more"));
    Pictures.write(folder.resolve("red.png"), Pictures.plain(5, 7, 0xFF0000), "png");
    Pictures.write(folder.resolve("more/blue.jpg"), Pictures.plain(8, 8, 0x0000FF), "jpeg");
  }

  @Test
  void readsImagesWithTheirCaptionsInTheOrderOfTheLines() throws IOException {
    List<CaptionedImage> read =
        read("more/blue.jpg\tall blue\nred.png\t빨간 그림\r\n./more/blue.jpg\tthe sky");

    assertEquals(
        List.of("more/blue.jpg", "red.png", "more/blue.jpg"),
        read.stream().map(CaptionedImage::name).toList());
    assertEquals(
        List.of("all blue", "빨간 그림", "the sky"),
        read.stream().map(CaptionedImage::caption).toList());
    assertSame(read.get(0).image(), read.get(2).image(), "an image is in memory once");
    assertEquals(SHAPE, read.get(1).image().shape());
    assertEquals(1f, read.get(1).image().at(0, 1, 1));
    assertEquals(0f, read.get(1).image().at(2, 1, 1));
    assertEquals(1f, read.get(0).image().at(2, 0, 0), 0.02f);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    assertEquals("red.png", read("\uFEFFred.png\tred\n").get(0).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "red.png,red | 1: has 0 tabs; expected FILE, one tab, CAPTION",
        "red.png\\tred\\n\\n | 2: has 0 tabs; expected FILE, one tab, CAPTION",
        "red.png\\tred\\tbig | 1: has 2 tabs; expected FILE, one tab, CAPTION",
        "red.png\\tred\\nred.png\\t  \\n | 2: has no caption after the tab",
        "\\tred | 1: has no file before the tab",
        "red.png\\tred\\n./red.png\\tred | 2: is the same as line 1",
        "../images/red.png\\tred | 1: ../images/red.png leaves the folder of the images",
        "/red.png\\tred | 1: /red.png leaves the folder of the images",
        ".\\tred | 1: . leaves the folder of the images",
      })
  void aWrongLineIsToldWithItsNumber(String text, String message) throws IOException {
    String lines = text.replace("\\t", "\t").replace("\\n", "\n");
    assertEquals(captions + ":" + message, refusal(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aMissingImageIsToldWithTheNearestName() throws IOException {
    assertEquals(
        captions + ":2: no image rde.png in " + folder + "; did you mean red.png?",
        refusal("red.png\tred\nrde.png\tred".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        captions + ":1: no image elephant.jpeg in " + folder,
        refusal("elephant.jpeg\tgray".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoImageOrACutOffOneIsToldWithItsLine() throws IOException {
    Path note = Files.writeString(folder.resolve("note.png"), "hello");
    assertEquals(
        captions + ":2: " + note + ": is not a PNG or JPEG image",
        refusal("red.png\tred\nnote.png\ta note".getBytes(StandardCharsets.UTF_8)));

    Path blue = folder.resolve("more").resolve("blue.jpg");
    byte[] whole = Files.readAllBytes(blue);
    Files.write(blue, Arrays.copyOf(whole, whole.length - 5));
    String message = refusal("more/blue.jpg\tblue".getBytes(StandardCharsets.UTF_8));
    assertTrue(
        message.startsWith(captions + ":1: " + blue + ": cannot be decoded: Truncated"), message);

    message = refusal("more\tblue".getBytes(StandardCharsets.UTF_8));
    assertTrue(message.endsWith("more: is a folder; expected a PNG or JPEG image"), message);
  }

  @Test
  void bytesThatAreNotUtf8AreToldWithTheirLine() throws IOException {
    assertEquals(
        captions + ":2: is not UTF-8 text",
        refusal("red.png\tred\nred.png\tr\u00E9d".getBytes("ISO-8859-1")));
  }

  @Test
  void anEndlessLineAndAnEmptyOrHugeFileAreRefused() throws IOException {
    assertEquals(captions + ":1: is longer than 1048576 bytes", refusal(new byte[1_100_000]));
    assertEquals(
        captions + ": is empty; expected lines of FILE, a tab, CAPTION", refusal(new byte[0]));
    try (RandomAccessFile file = new RandomAccessFile(captions.toFile(), "rw")) {
      file.setLength((1 << 28) + 1);
    }
    assertEquals(captions + ": has 268435457 bytes; expected at most 268435456", refusal(null));
  }

  @Test
  void aMissingFolderOrFileOfCaptionsIsTold() throws IOException {
    assertEquals(captions + ": no such file", refusal(null));
    Path none = root.resolve("none");
    assertEquals(
        none + ": no such folder",
        assertThrows(UserException.class, () -> new ImageFolder(none, captions, SHAPE).read())
            .getMessage());
  }

  @Test
  void imagesThatDoNotFitIntoMemoryAreRefusedBeforeTheFirstIsRead() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      lines.append("image-").append(i).append(".png\ta\n");
    }
    Files.writeString(captions, lines);
    ImageFolder large = new ImageFolder(folder, captions, new ImageShape(3, 4096, 4096));
    String message = assertThrows(UserException.class, large::read).getMessage();
    assertTrue(
        message.startsWith(captions + ": 5000 images of 3 x 4096 x 4096 take 960000 MB"), message);
  }

  private List<CaptionedImage> read(String lines) throws IOException {
    Files.writeString(captions, lines);
    return new ImageFolder(folder, captions, SHAPE).read();
  }

  private String refusal(byte[] lines) throws IOException {
    if (lines != null) {
      Files.write(captions, lines);
    }
    return assertThrows(UserException.class, () -> new ImageFolder(folder, captions, SHAPE).read())
        .getMessage();
  }
}
