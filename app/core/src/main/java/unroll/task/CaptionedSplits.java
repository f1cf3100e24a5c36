package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import unroll.data.image.CaptionedImage;

/**
 * Images with captions, as they were read or drawn.
 *
 * @param splits by their names, training first; a caption an entry
 * @param files that were read
 * @param notes what else a person should know, a line each
 */
record CaptionedSplits(
    Map<String, List<CaptionedImage>> splits, List<Path> files, List<String> notes) {}
