package unroll.task;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.SequenceExample;
import unroll.generation.Ensemble;
import unroll.network.RecurrentNetwork;

/** What a network that is being trained writes for the first sentences of the validation split. */
final class ValidationWriting implements TranslationScorer.Writing {
  private final Translation task;
  private final TranslationEncoder encoder;
  private final Map<SequenceExample, SentencePair> pairs = new IdentityHashMap<>();
  private final List<String> rankings;

  ValidationWriting(Translation task, TranslationEncoder encoder, EncodedPairs split) {
    this.task = task;
    this.encoder = encoder;
    TranslationQuality best = new TranslationQuality();
    for (int i = 0; i < Math.min(task.validationTranslations(), split.pairs().size()); i++) {
      SentencePair pair = split.pairs().get(i);
      pairs.put(split.examples().get(i), pair);
      best.add(pair.source(), encoder.reference(pair.target()), encoder.reference(pair.target()));
    }
    this.rankings = List.copyOf(best.metrics().keySet());
  }

  @Override
  public List<String> rankings() {
    return rankings;
  }

  @Override
  public Map<String, Double> quality(RecurrentNetwork network, List<SequenceExample> examples) {
    List<SentencePair> asked =
        examples.stream().filter(pairs::containsKey).map(pairs::get).toList();
    List<String> translations =
        new Translator(task, encoder, Ensemble.of(network))
            .translateAll(asked.stream().map(SentencePair::source).toList(), task.greedy());
    return TranslationQuality.of(asked, translations, encoder).metrics();
  }
}
