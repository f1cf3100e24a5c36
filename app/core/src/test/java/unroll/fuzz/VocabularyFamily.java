package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;
import unroll.data.text.TextVocabulary;

/** Vocabularies and merges of a run, and a text read with them. */
final class VocabularyFamily implements FuzzFamily {
  private final List<byte[]> seeds =
      List.of(
          FuzzData.text("<unk>\na\nb\n\\n\n\\\\\n한\nab\n"),
          FuzzData.text("a\tb\nab\tc\n \ta\n a\tb\nab\tab\n"));
  private final Path vocabulary;
  private final Path merges;

  VocabularyFamily(Path folder) {
    this.vocabulary = folder.resolve("input-vocabulary.txt");
    this.merges = folder.resolve("input-merges.txt");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    boolean isMerges = input.length > 0 && input[0] != '<';
    Files.write(isMerges ? merges : vocabulary, input);
    Files.write(isMerges ? vocabulary : merges, seeds.get(isMerges ? 0 : 1));
    TextSplitter splitter = TextSplitter.read(TextUnit.SUBWORD, false, merges);
    TextVocabulary.read(splitter, vocabulary, List.of(TextVocabulary.UNKNOWN))
        .encode("abab ab cab 한글 " + "ab".repeat(500));
  }
}
