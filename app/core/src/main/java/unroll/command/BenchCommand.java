package unroll.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unroll.bench.Measurement;
import unroll.bench.Roof;
import unroll.bench.SamplingBenchmark;
import unroll.bench.TrainingBenchmark;
import unroll.bench.Work;
import unroll.config.UserException;
import unroll.network.CellType;
import unroll.network.ComputeThreads;

/** Measures speed. */
@Command(
    name = "bench",
    description = "Measure how fast this machine trains, samples and tags; prints a line of JSON.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(train | sample | tag)")
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** What all benchmarks take. */
  static final class Options {
    @Option(names = "--cell", description = "rnn, lstm or gru (lstm).", paramLabel = "C")
    private String cell = "lstm";

    @Option(names = "--vocabulary", description = "Symbols (65).", paramLabel = "V")
    private int vocabulary = 65;

    @Option(names = "--hidden", description = "Units of a layer (128).", paramLabel = "H")
    private int hidden = 128;

    @Option(names = "--layers", description = "Recurrent layers (2).", paramLabel = "L")
    private int layers = 2;

    @Option(names = "--batch", description = "Rows of a batch (50).", paramLabel = "B")
    private int batch = 50;

    @Option(names = "--time", description = "Steps of a row (50).", paramLabel = "T")
    private int time = 50;

    @Option(names = "--repeats", description = "Steps measured (20).", paramLabel = "R")
    private int repeats = 20;

    @Option(
        names = "--warm-up",
        description = "Seconds of steps before those measured (8).",
        paramLabel = "S")
    private double warmUp = 8;

    @Option(
        names = "--threads",
        description = "Threads that share the work (all processors).",
        paramLabel = "N")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--stock", description = "Measure Deeplearning4j's own layers instead.")
    private boolean stock;

    @Option(
        names = "--roof",
        description = "Also measure large matrix products, and say how near the step comes.")
    private boolean roof;

    Work work() {
      requireAtLeastOne("--vocabulary", vocabulary);
      requireAtLeastOne("--hidden", hidden);
      requireAtLeastOne("--layers", layers);
      requireAtLeastOne("--batch", batch);
      requireAtLeastOne("--time", time);
      requireAtLeastOne("--repeats", repeats);
      requireAtLeastOne("--threads", threads);
      return new Work(
          EnumOption.parse("--cell", CellType.class, cell),
          vocabulary,
          hidden,
          layers,
          batch,
          time,
          repeats,
          warmUp,
          stock);
    }

    private static void requireAtLeastOne(String option, int value) {
      if (value < 1) {
        throw new UserException(option + ": expected at least 1, found " + value);
      }
    }
  }

  /** Something to measure. */
  private interface Benchmark {
    Measurement run(Work work);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new UserException("bench: expected train, sample or tag");
  }

  @Command(
      name = "train",
      description = "An optimizer step of a character model.",
      mixinStandardHelpOptions = true)
  void train(@Mixin Options options) {
    report("train", options, work -> new TrainingBenchmark(work).train());
  }

  @Command(
      name = "sample",
      description = "Characters drawn one after the other, batch 1.",
      mixinStandardHelpOptions = true)
  void sample(@Mixin Options options) {
    report("sample", options, work -> new SamplingBenchmark(work).sample());
  }

  @Command(
      name = "tag",
      description = "An optimizer step of a bidirectional tagger on padded rows.",
      mixinStandardHelpOptions = true)
  void tag(@Mixin Options options) {
    report("tag", options, work -> new TrainingBenchmark(work).tag());
  }

  private void report(String what, Options options, Benchmark benchmark) {
    Work work = options.work();
    ComputeThreads.use(options.threads, work.isStock());
    Measurement measured = benchmark.run(work);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", what);
    line.put("cell", options.cell);
    line.put("vocabulary", work.vocabulary());
    line.put("hidden", work.hidden());
    line.put("layers", work.layers());
    line.put("batch", work.batch());
    line.put("time", work.time());
    line.put("repeats", work.repeats());
    line.put("threads", options.threads);
    line.put("peer", work.isStock() ? "deeplearning4j" : "unroll");
    line.put("milliseconds", Math.round(measured.seconds() * 1e6) / 1e3);
    line.put("symbols_per_second", Math.round(measured.symbols() / measured.seconds()));
    if (options.roof && !what.equals("sample")) {
      addRoof(line, work, measured, what.equals("tag"));
    }
    spec.commandLine().getOut().println(JsonLine.of(line));
  }

  private static void addRoof(
      Map<String, Object> line, Work work, Measurement measured, boolean isBidirectional) {
    double roof = Roof.operationsASecond();
    double reached =
        Roof.operationsOfAStep(work, measured.symbols(), isBidirectional) / measured.seconds();
    line.put("roof_gflops", Math.round(roof / 1e9));
    line.put("reached_gflops", Math.round(reached / 1e9));
    line.put("reached_of_roof", Math.round(reached / roof * 1e3) / 1e3);
  }
}
