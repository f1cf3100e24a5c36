package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.Vocabulary;
import unroll.metrics.Bleu;
import unroll.metrics.BleuTokenizer;
import unroll.metrics.Chrf;

/** How near translations are to the true ones. */
final class TranslationQuality {
  private final Bleu bleu = new Bleu(BleuTokenizer.MTEVAL_13A, false);

  /** Of the true translations themselves: 0 where none has as many words as BLEU wants in a row. */
  private final Bleu best = new Bleu(BleuTokenizer.MTEVAL_13A, false);

  private final Bleu lowercase = new Bleu(BleuTokenizer.MTEVAL_13A, true);
  private final Chrf chrf = Chrf.chrf2();
  private final StringBuilder table = new StringBuilder("source\texpected\tpredicted\n");
  private int sentences;
  private int exact;

  /** Of translations in the order of their pairs. */
  static TranslationQuality of(
      List<SentencePair> pairs, List<String> translations, TranslationEncoder encoder) {
    TranslationQuality quality = new TranslationQuality();
    for (int i = 0; i < pairs.size(); i++) {
      SentencePair pair = pairs.get(i);
      quality.add(pair.source(), encoder.reference(pair.target()), translations.get(i));
    }
    return quality;
  }

  void add(String source, String expected, String predicted) {
    bleu.add(predicted, List.of(expected));
    lowercase.add(predicted, List.of(expected));
    best.add(expected, List.of(expected));
    chrf.add(predicted, List.of(expected));
    exact += predicted.equals(expected) ? 1 : 0;
    sentences++;
    table
        .append(Vocabulary.escape(source))
        .append('\t')
        .append(Vocabulary.escape(expected))
        .append('\t')
        .append(Vocabulary.escape(predicted))
        .append('\n');
  }

  /**
   * BLEU, where it says anything, with capital letters told from small ones and not, and chrF in
   * percent; the share of translations that are the true ones from 0 to 1.
   */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (best.score().score() > 0) {
      metrics.put("bleu", bleu.score().score());
      metrics.put("bleu-lowercase", lowercase.score().score());
    }
    metrics.put("exact-match", (double) exact / sentences);
    metrics.put("chrf", chrf.score());
    return metrics;
  }

  int sentences() {
    return sentences;
  }

  /** Every sentence with both translations, tab-separated. */
  String table() {
    return table.toString();
  }
}
