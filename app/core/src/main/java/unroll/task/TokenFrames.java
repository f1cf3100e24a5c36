package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;

/** Reads sentences of words with tags, a sequence each. */
final class TokenFrames implements FrameSource<List<String>> {
  private final FrameKind.Tokens config;
  private final LabelSet labels;

  TokenFrames(FrameKind.Tokens config, LabelSet labels) {
    this.config = config;
    this.labels = labels;
  }

  @Override
  public List<LabeledFrames<List<String>>> read(Path file) {
    List<TaggedSentence> sentences =
        config.format() == TokenFormat.CONLLU
            ? ConlluSentences.read(file, config.column(), labels)
            : TaggedSentence.readTwoColumns(file, labels);
    if (sentences.isEmpty()) {
      throw new UserException(file + ": holds no sentence");
    }
    return named(sentences, file.getFileName().toString());
  }

  @Override
  public List<LabeledFrames<List<String>>> given() {
    List<TaggedSentence> sentences = new ArrayList<>();
    for (String text : config.sentences()) {
      String place = "task.frames.sentences[%d]".formatted(sentences.size());
      sentences.add(TaggedSentence.parse(text, labels, place));
    }
    return named(sentences, "sentence");
  }

  private static List<LabeledFrames<List<String>>> named(
      List<TaggedSentence> sentences, String source) {
    List<LabeledFrames<List<String>>> named = new ArrayList<>();
    for (TaggedSentence sentence : sentences) {
      named.add(sentence.toFrames(source + " " + (named.size() + 1)));
    }
    return named;
  }

  @Override
  public TokenVocabulary fit(List<LabeledFrames<List<String>>> training) {
    return TokenVocabulary.count(training.stream().map(LabeledFrames::frames).toList(), config);
  }

  @Override
  public String markName() {
    return "token";
  }
}
