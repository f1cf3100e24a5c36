package unroll.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a notebook shows as a picture where it is the last expression of a cell. */
public interface Picture extends DisplayDataRenderable {
  /** What the picture is, in words. */
  String title();

  /** A whole SVG document, on white. */
  String svg();

  /** As an image in HTML: nbconvert strips bare SVG of all but its texts. */
  @Override
  default void render(RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_HTML, () -> (Object) html());
  }

  private String html() {
    String alternative = title().replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    return "<img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\">"
        .formatted(
            alternative,
            Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8)));
  }
}
