package unroll.data.image;

import unroll.config.UserException;

/** Whether images fit into memory, asked before the first one is made. */
final class ImageMemory {
  private ImageMemory() {}

  /**
   * @param owner what the message begins with
   * @throws UserException if the images would take more than half of what Java may use
   */
  static void require(String owner, long images, ImageShape shape) {
    long bytes = images * shape.size() * Float.BYTES;
    long limit = Runtime.getRuntime().maxMemory() / 2;
    if (bytes > limit) {
      throw new UserException(
          ("%s: %d images of %s take %d MB, more than half of Java's memory (%d MB);"
                  + " make them smaller or fewer, or give Java more (-Xmx)")
              .formatted(owner, images, shape, bytes >> 20, limit >> 20));
    }
  }
}
