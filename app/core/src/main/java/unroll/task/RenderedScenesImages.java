package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import unroll.config.Key;
import unroll.data.image.ImageShape;
import unroll.data.image.RenderedScenes;

/** Scenes of colored figures that are drawn when they are needed. */
public record RenderedScenesImages(
    @Key(doc = "scenes to train on", byDefault = "4000", min = 1, max = 10000000) int count,
    @Key(doc = "scenes to validate on; 0: none", byDefault = "500", min = 0, max = 1000000)
        int validationCount,
    @Key(doc = "scenes to test on; 0: none", byDefault = "500", min = 0, max = 1000000)
        int testCount,
    @Key(
            doc = "rows and columns of a scene",
            byDefault = "32",
            min = RenderedScenes.SMALLEST,
            max = RenderedScenes.LARGEST)
        int size,
    @Key(doc = "the scenes follow from it", byDefault = "1") long seed)
    implements CaptionImages {

  @Override
  public ImageShape shape() {
    return new RenderedScenes(count, size, seed).shape();
  }

  @Override
  public RenderedScenesImages withFilesIn(Path folder) {
    return this;
  }

  @Override
  public CaptionedSplits load(Function<String, Path> files, long trainingSeed) {
    return new SceneSplits(count, validationCount, testCount, seed)
        .draw(
            (split, many, splitSeed) -> new RenderedScenes(many, size, splitSeed).draw(),
            List.of(),
            List.of());
  }
}
