package unroll.data.image;

/**
 * An image and one sentence about it.
 *
 * @param name what to call the image in messages: its file within the folder, or {@code scene-12};
 *     captions of one image share its name and its pixels
 */
public record CaptionedImage(String name, Image image, String caption) {}
