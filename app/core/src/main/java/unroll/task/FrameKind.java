package unroll.task;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.Sequence;
import unroll.data.table.TableFormat;

/** What the steps of a {@link FrameLabeling} are, and how files hold them. */
public sealed interface FrameKind {
  /** Whether the configuration itself holds the sequences to train on. */
  default boolean holdsSequences() {
    return false;
  }

  /** The same with the files it names, but for {@code data:} ones, relative to no folder. */
  default FrameKind withFilesIn(Path folder) {
    return this;
  }

  /** What a step is called. */
  default String step() {
    return "frame";
  }

  /** Whether runs of equal labels mean something. */
  default boolean hasSegments() {
    return true;
  }

  /** Other sequences to train on with the labels of one. */
  default List<Sequence> copies(Sequence sequence, Random random) {
    return List.of();
  }

  /**
   * What reads labeled sequences.
   *
   * @param files finds the files that the configuration names
   * @throws unroll.config.UserException if files are not of this kind
   */
  FrameSource<?> source(Function<String, Path> files, SequenceFiles sequences, LabelSet labels);

  /**
   * What answers new sequences.
   *
   * @throws unroll.config.UserException if a file of the run is missing or damaged
   */
  Predictor predictor(FrameLabeler labeler, Path run);

  /** Numbers: every file a sequence, every row a frame. */
  record Tables(
      @Key(doc = "how the tables are written; arrays end in .npy", byDefault = "{}")
          TableFormat format,
      @Key(
              doc = "the column of the labels; those of NAME.npy stand in NAME.txt, one a line",
              byDefault = "label")
          String labelColumn,
      @Key(doc = "the columns that the network reads; []: all others", byDefault = "[]")
          List<String> inputColumns)
      implements FrameKind {
    public Tables {
      if (inputColumns.contains(labelColumn)) {
        throw new InvalidKeyException(
            "input-columns", "the column " + labelColumn + " holds the labels");
      } else if (new HashSet<>(inputColumns).size() < inputColumns.size()) {
        throw new InvalidKeyException("input-columns", "expected different columns");
      }
    }

    @Override
    public FrameSource<?> source(
        Function<String, Path> files, SequenceFiles sequences, LabelSet labels) {
      return new TableFrames(this, sequences.training(), labels);
    }

    @Override
    public Predictor predictor(FrameLabeler labeler, Path run) {
      FrameColumns columns = FrameColumns.read(run);
      return new TableFramePredictor(labeler.requireFit(columns.channel(), run), this, columns);
    }
  }

  /** Pixels: every file a video, every frame of it one. */
  record Videos(
      @Key(
              doc =
                  "a table in the videos' folder with the columns file, start, end and label:"
                      + " frames from start to before end",
              example = "clips/labels.csv")
          String labelTable,
      @Key(doc = "1: brightness; 3: red, green, blue", byDefault = "1") int channels,
      @Key(doc = "rows that a frame is scaled to", byDefault = "24", min = 1, max = 1024)
          int height,
      @Key(doc = "columns that a frame is scaled to", byDefault = "24", min = 1, max = 1024)
          int width,
      @Key(
              doc =
                  "copies of every video to train on besides, each moved up or down and sideways at"
                      + " random; what leaves on one side comes in on the other",
              byDefault = "0",
              min = 0,
              max = 1000)
          int movedCopies,
      @Key(
              doc = "how far at most, as a share of the frame's rows and columns; null: 0.1",
              byDefault = "null",
              above = 0,
              max = 0.5)
          Double longestMove)
      implements FrameKind {
    private static final double USUAL_MOVE = 0.1;

    public Videos {
      if (channels != 1 && channels != 3) {
        throw new InvalidKeyException("channels", "expected 1 or 3, found " + channels);
      } else if (movedCopies == 0 && longestMove != null) {
        throw new InvalidKeyException("longest-move", "goes with moved-copies");
      }
    }

    @Override
    public List<Sequence> copies(Sequence video, Random random) {
      MovedFrames moved = new MovedFrames(shape(), longestMove == null ? USUAL_MOVE : longestMove);
      return IntStream.range(0, movedCopies)
          .<Sequence>mapToObj(copy -> moved.of((Frames) video, random))
          .toList();
    }

    /** The shape of a frame. */
    FrameShape shape() {
      return new FrameShape(channels, height, width);
    }

    @Override
    public Videos withFilesIn(Path folder) {
      return new Videos(
          FileReference.in(folder, labelTable), channels, height, width, movedCopies, longestMove);
    }

    @Override
    public FrameSource<?> source(
        Function<String, Path> files, SequenceFiles sequences, LabelSet labels) {
      return new VideoFrames(shape(), files.apply(labelTable), labels);
    }

    @Override
    public Predictor predictor(FrameLabeler labeler, Path run) {
      PixelEncoding pixels = new PixelEncoding(shape());
      return new VideoFramePredictor(labeler.requireFit(pixels.channel(), run), pixels);
    }
  }

  /** Words with a tag each: every file many sentences. */
  record Tokens(
      @Key(doc = "how the files are written", byDefault = "conllu") TokenFormat format,
      @Key(doc = "conllu: the column of the tags", byDefault = "upos") TagColumn column,
      @Key(
              doc = "sentences themselves, instead of files: words and tags with / between",
              byDefault = "[]")
          List<String> sentences,
      @Key(
              doc = "most frequent tokens of the training sentences to know; 0: all",
              byDefault = "0",
              min = 0)
          int vocabularyLimit,
      @Key(
              doc =
                  "how often a token must stand there to be known; 1: training never shows the"
                      + " network an unknown one",
              byDefault = "1",
              min = 1)
          int minimumCount,
      @Key(doc = "whether to read capital letters as small ones", byDefault = "false")
          boolean lowercase)
      implements FrameKind {
    public Tokens {
      if (format != TokenFormat.CONLLU && column != TagColumn.UPOS) {
        throw new InvalidKeyException("column", "goes with format: conllu");
      }
    }

    @Override
    public boolean holdsSequences() {
      return !sentences.isEmpty();
    }

    @Override
    public String step() {
      return "token";
    }

    @Override
    public boolean hasSegments() {
      return false;
    }

    @Override
    public FrameSource<?> source(
        Function<String, Path> files, SequenceFiles sequences, LabelSet labels) {
      return new TokenFrames(this, labels);
    }

    @Override
    public Predictor predictor(FrameLabeler labeler, Path run) {
      TokenVocabulary vocabulary = TokenVocabulary.read(run, lowercase);
      return new TokenPredictor(labeler.requireFit(vocabulary.channel(), run), vocabulary);
    }
  }
}
