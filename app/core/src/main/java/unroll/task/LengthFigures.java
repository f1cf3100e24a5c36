package unroll.task;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How near translations are to the true ones, by the pieces of their sources. */
final class LengthFigures {
  private final TranslationEncoder encoder;
  private final Map<Integer, TranslationQuality> byLength = new TreeMap<>();

  private LengthFigures(TranslationEncoder encoder) {
    this.encoder = encoder;
  }

  /** Of translations in the order of their pairs. */
  static LengthFigures of(
      List<SentencePair> pairs, List<String> translations, TranslationEncoder encoder) {
    LengthFigures figures = new LengthFigures(encoder);
    for (int i = 0; i < pairs.size(); i++) {
      figures.add(pairs.get(i), translations.get(i));
    }
    return figures;
  }

  private void add(SentencePair pair, String translation) {
    byLength
        .computeIfAbsent(
            encoder.sourcePieces(pair.source()).size(), length -> new TranslationQuality())
        .add(pair.source(), encoder.reference(pair.target()), translation);
  }

  /** A row a length, the shortest first, tab-separated. */
  String table() {
    StringBuilder table = new StringBuilder("length\tsentences\texact-match\tchrf\n");
    byLength.forEach(
        (length, quality) -> {
          Map<String, Double> metrics = quality.metrics();
          table.append(
              String.format(
                  Locale.ROOT,
                  "%d\t%d\t%.6f\t%.6f\n",
                  length,
                  quality.sentences(),
                  metrics.get("exact-match"),
                  metrics.get("chrf")));
        });
    return table.toString();
  }
}
