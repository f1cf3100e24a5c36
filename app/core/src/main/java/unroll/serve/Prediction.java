package unroll.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.task.Predictor;
import unroll.task.SentimentClassification;

/** One input answered as {@code unroll predict} answers it. */
final class Prediction {
  private static final int LONGEST_TEXT = 20_000;
  private static final int LONGEST_WATCHED = 2000;
  private static final int MOST_PIECES = 300;
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern CHARACTER = Pattern.compile("(?s).");

  private final ServedRun run;
  private final Workers workers;
  private final Uploads uploads;

  Prediction(ServedRun run, Workers workers, Uploads uploads) {
    this.run = run;
    this.workers = workers;
    this.uploads = uploads;
  }

  Map<String, Object> predict(RequestBody body) throws IOException {
    Map<String, String> files = run.reads().uploads();
    if (files.isEmpty()) {
      JsonRequest request = JsonRequest.read(body, List.of("input", "alignment"));
      String line =
          run.reads() == InputKind.ROW
              ? request.row("input")
              : request.text("input", null, LONGEST_TEXT);
      boolean isAligned = request.flag("alignment");
      return workers.compute(() -> run.models().use(model -> answer(model, line, isAligned)));
    }
    // A path in a JSON text would be a file of this machine, so files come in as uploads only.
    String ending = files.get(body.mediaType());
    if (ending == null) {
      throw new HttpError(
          415, "expected a file with Content-Type: " + String.join(" or ", files.keySet()));
    }
    try (Upload upload = uploads.take(body, ending, run.reads().largestUpload())) {
      return upload.withoutPath(
          () ->
              workers.compute(
                  () -> run.models().use(model -> answer(model, upload.file().toString(), false))));
    }
  }

  /** The prediction on the text so far, after every word or character of it. */
  Map<String, Object> steps(RequestBody body) throws IOException {
    if (!(run.task() instanceof SentimentClassification)) {
      throw new HttpError(409, "needs the run of a sentiment classification");
    }
    JsonRequest request = JsonRequest.read(body, List.of("text", "by"));
    String text = request.text("text", null, LONGEST_WATCHED);
    String by = request.text("by", "word", LONGEST_WATCHED);
    if (!by.equals("word") && !by.equals("character")) {
      throw new HttpError(400, "by: expected word or character");
    }
    List<Integer> ends = ends(text, by.equals("word") ? WORD : CHARACTER);
    return workers.compute(() -> run.models().use(model -> steps(model, text, ends)));
  }

  private static List<Integer> ends(String text, Pattern piece) {
    List<Integer> ends = new ArrayList<>();
    for (Matcher matcher = piece.matcher(text); matcher.find(); ) {
      ends.add(matcher.end());
    }
    if (ends.isEmpty() || ends.size() > MOST_PIECES) {
      throw new HttpError(
          400, "text: expected 1 to %d pieces, found %d".formatted(MOST_PIECES, ends.size()));
    }
    return ends;
  }

  private static Map<String, Object> steps(Model model, String text, List<Integer> ends) {
    List<Map<String, Object>> steps = new ArrayList<>();
    int start = 0;
    for (int end : ends) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("piece", text.substring(start, end));
      try {
        Map<String, Object> answer = answer(model, text.substring(0, end), false);
        step.put("label", answer.get("label"));
        step.put("probabilities", answer.get("probabilities"));
      } catch (UserException e) {
        // Such as spaces alone, which are no text yet.
        step.put("error", e.getMessage());
      }
      steps.add(step);
      start = end;
    }
    return Map.of("text", text, "steps", steps);
  }

  private static Map<String, Object> answer(Model model, String line, boolean isAligned) {
    Predictor predictor = model.predictor();
    if (isAligned && !predictor.aligns()) {
      throw new HttpError(409, "alignment: needs the run of a translation with an attention");
    }
    return (isAligned ? predictor.answerWithAlignment(line) : predictor.answer(line))
        .orElseThrow(() -> new HttpError(400, "the input asks nothing"));
  }
}
