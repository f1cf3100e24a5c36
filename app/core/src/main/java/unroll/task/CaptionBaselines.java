package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import unroll.baseline.MostFrequentSequence;

/**
 * Scores of the most frequent caption, and of that of the training image with the nearest pixels.
 */
final class CaptionBaselines {
  private static final int MOST_COMPARED = 2000;

  private final Map<String, List<DescribedImage>> splits;
  private final Set<String> scored;

  /**
   * @param splits by their names, training among them
   * @param scored names of those to score
   */
  CaptionBaselines(Map<String, List<DescribedImage>> splits, Set<String> scored) {
    this.splits = splits;
    this.scored = scored;
  }

  /**
   * @return method, then split, then metric
   */
  Map<String, Map<String, Map<String, Double>>> scores() {
    List<DescribedImage> training = splits.get("training");
    MostFrequentSequence captions = new MostFrequentSequence();
    training.forEach(image -> image.captions().forEach(caption -> captions.add(List.of(caption))));
    String mostFrequent = captions.predict().get(0);
    Map<String, Map<String, Map<String, Double>>> scores = new LinkedHashMap<>();
    scores.put("most frequent caption", score(image -> mostFrequent));
    if (!scored.contains("training")) {
      List<DescribedImage> compared = training.subList(0, Math.min(MOST_COMPARED, training.size()));
      String name =
          "nearest image" + (compared.size() < training.size() ? " of " + MOST_COMPARED : "");
      scores.put(name, score(image -> nearest(image, compared).captions().get(0)));
    }
    return scores;
  }

  private Map<String, Map<String, Double>> score(Function<DescribedImage, String> method) {
    Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
    for (String split : scored) {
      List<DescribedImage> images = splits.get(split);
      WrittenCaptions written = new WrittenCaptions(images, images.stream().map(method).toList());
      bySplit.put(split, written.metrics());
    }
    return bySplit;
  }

  /** By the sum of squared differences; the first of equals. */
  private static DescribedImage nearest(DescribedImage image, List<DescribedImage> others) {
    DescribedImage nearest = others.get(0);
    long least = Long.MAX_VALUE;
    for (DescribedImage other : others) {
      long distance = distance(image.pixels(), other.pixels(), least);
      if (distance < least) {
        least = distance;
        nearest = other;
      }
    }
    return nearest;
  }

  /** Exact below {@code enough} only, for there is no need to look at all pixels of a far image. */
  private static long distance(byte[] one, byte[] other, long enough) {
    long distance = 0;
    for (int from = 0; from < one.length && distance < enough; from += 256) {
      int part = 0;
      int to = Math.min(one.length, from + 256);
      for (int pixel = from; pixel < to; pixel++) {
        int difference = (one[pixel] & 255) - (other[pixel] & 255);
        part += difference * difference;
      }
      distance += part;
    }
    return distance;
  }
}
