package unroll.task;

import java.util.List;
import java.util.Optional;
import unroll.data.MemoryShare;
import unroll.data.SequenceExample;
import unroll.data.StoredList;
import unroll.data.SymbolExampleFormat;

/**
 * The pairs of one split that are not too long, and the same as a network reads them.
 *
 * @param read how many pairs there were
 */
record EncodedPairs(List<SentencePair> pairs, List<SequenceExample> examples, int read) {
  /**
   * @param share of memory, for the pairs and for what is read of them each
   */
  static EncodedPairs of(
      List<SentencePair> all, int maxWords, TranslationEncoder encoder, MemoryShare share) {
    StoredList.Builder<SentencePair> pairs = new StoredList.Builder<>(new PairFormat(), share);
    StoredList.Builder<SequenceExample> examples =
        new StoredList.Builder<>(new SymbolExampleFormat(), share);
    for (SentencePair pair : all) {
      Optional<SequenceExample> example =
          pair.fits(maxWords) ? encoder.example(pair) : Optional.empty();
      if (example.isPresent()) {
        pairs.add(pair);
        examples.add(example.get());
      }
    }
    return new EncodedPairs(pairs.build(), examples.build(), all.size());
  }

  /** Pairs with a sentence that is too long. */
  int leftOut() {
    return read - pairs.size();
  }

  List<String> sources() {
    return pairs.stream().map(SentencePair::source).toList();
  }
}
