package unroll.task;

import java.nio.file.Path;
import java.util.function.Function;
import unroll.data.image.ImageShape;

/** Where images with captions come from. */
public sealed interface CaptionImages
    permits RenderedScenesImages, DigitScenesImages, FolderImages {
  /** What every image has or is brought to. */
  ImageShape shape();

  /**
   * The same images with the files they name, but for {@code data:} ones, relative to no folder.
   */
  CaptionImages withFilesIn(Path folder);

  /**
   * Reads or draws the images.
   *
   * @param files finds the files that the configuration names
   * @param seed decides which images of a folder are held back
   * @throws unroll.config.UserException if a file is missing, damaged or does not fit, or there are
   *     too few or too many images
   */
  CaptionedSplits load(Function<String, Path> files, long seed);
}
