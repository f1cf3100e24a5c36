package unroll.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.data.TextSource;
import unroll.task.Predictor;
import unroll.task.ReadInput;

/**
 * What a person gave a network to read: words on the command line, or a file.
 *
 * @param text null where there is a file
 * @param file null where there is a text
 */
record GivenInput(String text, Path file) {
  GivenInput {
    if (file != null && Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder; expected a file");
    } else if (file != null && !Files.isReadable(file)) {
      throw new UserException(file + ": no such file, or it cannot be read");
    }
  }

  String name() {
    return file == null ? "--text" : file.toString();
  }

  /** For a network that reads one text. */
  TextSource source() {
    return file == null ? new TextSource.Inline(name(), text) : new TextSource.File(file, "UTF-8");
  }

  /**
   * For a network that reads an input a line, as {@code unroll predict} does, or a file that is one
   * input itself.
   *
   * @param most steps, after which no more inputs are read; the first one comes whole
   * @throws UserException naming the line that is no input
   */
  List<ReadInput> inputs(Predictor predictor, int most) {
    List<ReadInput> inputs = new ArrayList<>();
    if (file != null && PredictCommand.isInputItself(file, predictor)) {
      predictor.read(file.toString()).ifPresent(inputs::add);
    } else {
      try (InputStream in = open()) {
        read(new LineReader(in), predictor, most, inputs);
      } catch (IOException e) {
        throw new UserException(name() + ": cannot be read: " + e.getMessage(), e);
      }
    }
    if (inputs.isEmpty()) {
      throw new UserException(name() + ": is empty; expected an input a line");
    }
    return inputs;
  }

  private InputStream open() {
    return file == null
        ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
        : PredictCommand.open(file);
  }

  private void read(LineReader lines, Predictor predictor, int most, List<ReadInput> inputs)
      throws IOException {
    int steps = 0;
    Optional<LineReader.Line> line = lines.next();
    while (line.isPresent()) {
      Optional<ReadInput> input;
      try {
        input = predictor.read(line.get().text());
      } catch (UserException e) {
        throw new UserException(
            "%s, line %,d: %s".formatted(name(), line.get().number(), e.getMessage()), e);
      }
      if (input.isPresent()) {
        steps += input.get().shape().layout(input.get().example()).steps();
        if (steps > most && !inputs.isEmpty()) {
          return;
        }
        inputs.add(input.get());
      }
      line = lines.next();
    }
  }
}
