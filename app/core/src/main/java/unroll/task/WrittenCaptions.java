package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.Vocabulary;
import unroll.metrics.Bleu;
import unroll.metrics.BleuTokenizer;

/**
 * Captions that some method wrote, beside what people said of the same images.
 *
 * @param written one for every image
 */
record WrittenCaptions(List<DescribedImage> images, List<String> written) {

  /** The share of captions that are one of their image's to the letter. */
  double exactMatch() {
    double right = 0;
    for (int image = 0; image < images.size(); image++) {
      right += images.get(image).captions().contains(written.get(image)) ? 1 : 0;
    }
    return right / images.size();
  }

  /** The most important first; BLEU, in percent, only where it says anything. */
  Map<String, Double> metrics() {
    Bleu bleu = new Bleu(BleuTokenizer.MTEVAL_13A, false);
    // Of the true captions themselves: 0 where none has as many words as BLEU wants in a row.
    Bleu best = new Bleu(BleuTokenizer.MTEVAL_13A, false);
    for (int image = 0; image < images.size(); image++) {
      List<String> captions = images.get(image).captions();
      bleu.add(written.get(image), captions);
      best.add(captions.get(0), captions);
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("exact-match", exactMatch());
    if (best.score().score() > 0) {
      metrics.put("bleu", bleu.score().score());
    }
    return metrics;
  }

  /** A row an image: its name, what was said of it, and what was written. */
  String table() {
    StringBuilder table = new StringBuilder("name\texpected\tpredicted\n");
    for (int image = 0; image < images.size(); image++) {
      table
          .append(Vocabulary.escape(images.get(image).name()))
          .append('\t')
          .append(Vocabulary.escape(String.join(" | ", images.get(image).captions())))
          .append('\t')
          .append(Vocabulary.escape(written.get(image)))
          .append('\n');
    }
    return table.toString();
  }
}
