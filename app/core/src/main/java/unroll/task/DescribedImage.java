package unroll.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import unroll.data.Frames;
import unroll.data.image.CaptionedImage;
import unroll.data.image.Image;

/**
 * An image as it is kept, with all that was said of it.
 *
 * @param pixels unsigned bytes {@code [channel, row, column]}, 255 for 1
 * @param captions as the network reads them, at least one
 */
record DescribedImage(String name, byte[] pixels, List<String> captions) {
  private static final float LEVELS = 255;

  /**
   * One for every name, in the order they first come in.
   *
   * @param reading what the network reads of a caption
   */
  static List<DescribedImage> of(List<CaptionedImage> images, UnaryOperator<String> reading) {
    Map<String, List<CaptionedImage>> byName = new LinkedHashMap<>();
    for (CaptionedImage image : images) {
      byName.computeIfAbsent(image.name(), name -> new ArrayList<>()).add(image);
    }
    return byName.values().stream().map(same -> ofOne(same, reading)).toList();
  }

  private static DescribedImage ofOne(List<CaptionedImage> same, UnaryOperator<String> reading) {
    CaptionedImage first = same.get(0);
    return new DescribedImage(
        first.name(),
        pixels(first.image()),
        same.stream().map(CaptionedImage::caption).map(reading).toList());
  }

  /** What the network reads. */
  Frames frame() {
    return frame(pixels);
  }

  /** What the network reads of any image: 256 levels, as in a file. */
  static Frames frame(Image image) {
    return frame(pixels(image));
  }

  private static Frames frame(byte[] pixels) {
    return Frames.ofBytes(pixels, pixels.length);
  }

  private static byte[] pixels(Image image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(LEVELS * image.pixels()[i]);
    }
    return pixels;
  }
}
