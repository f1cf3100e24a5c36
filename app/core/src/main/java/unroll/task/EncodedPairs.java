package unroll.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unroll.data.SequenceExample;

/**
 * The pairs of one split that are not too long, and the same as a network reads them.
 *
 * @param read how many pairs there were
 */
record EncodedPairs(List<SentencePair> pairs, List<SequenceExample> examples, int read) {
  static EncodedPairs of(List<SentencePair> all, int maxWords, TranslationEncoder encoder) {
    List<SentencePair> pairs = new ArrayList<>();
    List<SequenceExample> examples = new ArrayList<>();
    for (SentencePair pair : all) {
      Optional<SequenceExample> example =
          pair.fits(maxWords) ? encoder.example(pair) : Optional.empty();
      if (example.isPresent()) {
        pairs.add(pair);
        examples.add(example.get());
      }
    }
    return new EncodedPairs(pairs, examples, all.size());
  }

  /** Pairs with a sentence that is too long. */
  int leftOut() {
    return read - pairs.size();
  }

  List<String> sources() {
    return pairs.stream().map(SentencePair::source).toList();
  }
}
