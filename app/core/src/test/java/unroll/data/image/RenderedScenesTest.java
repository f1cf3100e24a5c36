package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.InvalidKeyException;

class RenderedScenesTest {
  @ParameterizedTest
  @ValueSource(ints = {32, 48})
  void whoSeesThePictureOnlyWritesTheSameCaption(int size) {
    for (CaptionedImage scene : new RenderedScenes(500, size, 11).draw()) {
      assertEquals(scene.caption(), SceneViewer.caption(scene.image()), scene.name());
    }
  }

  @Test
  void everyCaptionOfTheGrammarComesUpAndNoOther() {
    List<CaptionedImage> scenes = new RenderedScenes(6000, RenderedScenes.SMALLEST, 3).draw();
    Set<String> drawn =
        scenes.stream().map(CaptionedImage::caption).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(RenderedScenes.captions(), List.copyOf(drawn));
  }

  @Test
  void theGrammarIsAsLargeAsItSays() {
    List<String> captions = RenderedScenes.captions();
    Set<String> words = new HashSet<>();
    Set<Integer> lengths = new TreeSet<>();
    for (String caption : captions) {
      words.addAll(Arrays.asList(caption.split(" ")));
      lengths.add(caption.split(" ").length);
    }

    assertEquals(252, captions.size());
    assertEquals(252, Set.copyOf(captions).size());
    assertEquals(List.of(6, 7, 8), List.copyOf(lengths));
    assertEquals(25, words.size(), words.toString());
    assertTrue(captions.contains("a red circle at the top left"));
    assertTrue(captions.contains("a red circle above a blue square"));
    assertTrue(captions.contains("three green squares in a row"));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndMoreScenesBeginAlike() {
    List<CaptionedImage> scenes = new RenderedScenes(20, 32, 7).draw();
    List<CaptionedImage> more = new RenderedScenes(30, 32, 7).draw();
    List<CaptionedImage> others = new RenderedScenes(20, 32, 8).draw();

    int equal = 0;
    for (int i = 0; i < 20; i++) {
      assertEquals(scenes.get(i).caption(), more.get(i).caption());
      assertArrayEquals(scenes.get(i).image().pixels(), more.get(i).image().pixels());
      equal += scenes.get(i).caption().equals(others.get(i).caption()) ? 1 : 0;
    }
    assertTrue(equal < 5, "captions shared with another seed: " + equal);
    assertEquals("scene-29", more.get(29).name());
  }

  /** A later Java or machine must draw what this one drew. */
  @Test
  void theFirstSceneIsTheSameOnEveryMachine() {
    CaptionedImage first = new RenderedScenes(1, 32, 1).draw().get(0);
    assertEquals("a red square above a green circle", first.caption());
    assertEquals(-2113546511, Arrays.hashCode(first.image().pixels()));
  }

  @Test
  void noTwoPicturesAreTheSame() {
    List<CaptionedImage> scenes = new RenderedScenes(1500, 32, 5).draw();
    long different =
        scenes.stream().map(scene -> Arrays.hashCode(scene.image().pixels())).distinct().count();
    assertTrue(different > 1498, "different pictures: " + different);
  }

  @Test
  void pixelsAreFromDarkToBrightInTheLevelsOfAFile() {
    for (CaptionedImage scene : new RenderedScenes(50, 40, 2).draw()) {
      assertEquals(new ImageShape(3, 40, 40), scene.image().shape());
      for (float pixel : scene.image().pixels()) {
        assertTrue(pixel > 0 && pixel <= 1);
        assertEquals(Math.round(255 * pixel) / 255f, pixel);
      }
    }
  }

  @Test
  void sizesAndCountsThatMakeNoSenseAreRefused() {
    assertEquals("size", refusedKey(1, 15));
    assertEquals("size", refusedKey(1, 513));
    assertEquals("count", refusedKey(0, 32));
  }

  private static String refusedKey(int count, int size) {
    return assertThrows(InvalidKeyException.class, () -> new RenderedScenes(count, size, 1)).key();
  }
}
