package unroll.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.data.Symbols;

/** Tags the words of sentences: of whole ones, or one by one as they come. */
final class TokenPredictor implements Predictor {
  private final FrameLabeler labeler;
  private final TokenVocabulary vocabulary;

  TokenPredictor(FrameLabeler labeler, TokenVocabulary vocabulary) {
    this.labeler = labeler;
    this.vocabulary = vocabulary;
  }

  private static List<String> tokens(String line) {
    List<String> tokens =
        Arrays.stream(line.split("[ \t]+")).filter(token -> !token.isEmpty()).toList();
    if (tokens.isEmpty()) {
      throw new UserException("empty; expected words with spaces between them");
    }
    return tokens;
  }

  @Override
  public Optional<ReadInput> read(String line) {
    return Optional.of(
        labeler.read(
            vocabulary.channel(),
            vocabulary.vocabulary().symbols(),
            vocabulary.encode(tokens(line), "the line")));
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    List<String> tokens = tokens(line);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tokens", tokens);
    answer.put(
        "labels", labeler.labels(vocabulary.channel(), vocabulary.encode(tokens, "the line")));
    return Optional.of(answer);
  }

  @Override
  public void stream(Optional<Path> file, InputStream in, Predicate<Map<String, Object>> sink) {
    labeler.begin(vocabulary.channel(), Symbols.of(0));
    FrameStream stream = new FrameStream(labeler, vocabulary.channel(), sink);
    try (InputStream lines =
        file.isPresent() ? Files.newInputStream(file.get()) : stream.watch(in)) {
      stream(new LineReader(lines), stream);
    } catch (IOException e) {
      throw new UserException("the tokens cannot be read: " + e.getMessage(), e);
    }
  }

  /** A token a line; an empty line is between two sentences. */
  private void stream(LineReader lines, FrameStream stream) throws IOException {
    boolean wanted = true;
    Optional<LineReader.Line> line = lines.next();
    while (wanted && line.isPresent()) {
      String token = text(line.get()).strip();
      if (token.isEmpty()) {
        stream.restart();
      } else {
        Symbols symbol = vocabulary.encode(List.of(token), "the line");
        wanted = stream.answer(symbol, Map.of("token", token));
      }
      line = wanted ? lines.next() : Optional.empty();
    }
  }

  private static String text(LineReader.Line line) {
    try {
      return line.text();
    } catch (UserException e) {
      throw new UserException("line " + line.number() + ": " + e.getMessage(), e);
    }
  }
}
