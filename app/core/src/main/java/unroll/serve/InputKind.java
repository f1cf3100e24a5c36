package unroll.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import unroll.task.CharacterLanguageModel;
import unroll.task.FrameKind;
import unroll.task.FrameLabeling;
import unroll.task.ImageCaptioning;
import unroll.task.SentimentClassification;
import unroll.task.SingleStepClassification;
import unroll.task.Task;
import unroll.task.Translation;

/** How an input of a run comes in: as text, as an object of columns, or as an uploaded file. */
enum InputKind {
  TEXT,
  TOKENS,
  ROW,
  IMAGE,
  VIDEO,
  TABLE;

  private static final long MEBIBYTE = 1 << 20;

  static InputKind of(Task task) {
    if (task instanceof SingleStepClassification) {
      return ROW;
    } else if (task instanceof ImageCaptioning) {
      return IMAGE;
    } else if (task instanceof FrameLabeling labeling) {
      return of(labeling.frames());
    } else if (task instanceof CharacterLanguageModel
        || task instanceof SentimentClassification
        || task instanceof Translation) {
      return TEXT;
    }
    throw new IllegalArgumentException("a task without a page: " + task.getClass());
  }

  private static InputKind of(FrameKind frames) {
    if (frames instanceof FrameKind.Videos) {
      return VIDEO;
    }
    return frames instanceof FrameKind.Tables ? TABLE : TOKENS;
  }

  /** Media types of files that hold an input, with the ending of their names. */
  Map<String, String> uploads() {
    Map<String, String> uploads = new LinkedHashMap<>();
    switch (this) {
      case IMAGE -> {
        uploads.put("image/png", "png");
        uploads.put("image/jpeg", "jpg");
      }
      case VIDEO -> {
        uploads.put("video/mp4", "mp4");
        uploads.put("video/webm", "webm");
        uploads.put("image/gif", "gif");
      }
      case TABLE -> uploads.put("text/csv", "csv");
      default -> {}
    }
    return uploads;
  }

  /** Largest file in bytes. */
  long largestUpload() {
    return (this == VIDEO ? 64 : 8) * MEBIBYTE;
  }
}
