package unroll.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.command.Failure;
import unroll.command.Interruption;
import unroll.command.Progress;
import unroll.command.TrainingReport;
import unroll.command.Version;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.experiment.ExistingRun;
import unroll.experiment.ExperimentConfig;
import unroll.training.Division;

/** One run from a configuration to a run folder, with its steps made on Spark. */
@Command(
    name = "unroll-spark",
    description = "Train the network of a configuration on Spark and write a run folder.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SparkTraining implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CONFIG", description = "The experiment's YAML file.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Replaces one value of the file, such as network.units=64. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--rounds-of",
      paramLabel = "K",
      required = true,
      description = "Optimizer steps that every worker makes between two means.")
  private int stepsInARound;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      description =
          "Workers, each with training.batch-size rows of a batch of P times as many. Default: the"
              + " threads of a local master, else spark.default.parallelism, else what"
              + " spark.executor.instances run at a time.")
  private Integer partitions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the data sets, at the same path on every machine, or an address such as"
              + " hdfs://host/path. Default: $UNROLL_DATA, else unroll/data in the user's cache"
              + " folder.")
  private String data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run folder on the driver's machine, or an address. Default: runs/NAME, with the name"
              + " in the configuration.")
  private String out;

  @Option(names = "--overwrite", description = "Replace a run that the folder holds already.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in the folder, to the same end as if it had never stopped; begin it"
              + " if there is none.")
  private boolean resume;

  @Option(names = "--debug", description = "Show the stack trace of an error.")
  private boolean debug;

  private final Interruption interruption;

  SparkTraining(Interruption interruption) {
    this.interruption = interruption;
  }

  boolean isDebugged() {
    return debug;
  }

  @Override
  public Integer call() {
    if (overwrite && resume) {
      throw new UserException("--resume: goes on with the run that --overwrite would replace");
    } else if (stepsInARound < 1) {
      throw new UserException("--rounds-of: expected at least 1, found " + stepsInARound);
    } else if (partitions != null && partitions < 1) {
      throw new UserException("--partitions: expected at least 1, found " + partitions);
    }
    ExperimentConfig experiment = ExperimentConfig.read(config, settings);
    if (experiment.task().isCrossValidated()) {
      throw new UserException("task: is cross-validated, fold by fold; expected one training");
    }
    String target = out != null ? out : Path.of("runs", experiment.name()).toString();
    try (JavaSparkContext context = new JavaSparkContext(conf(experiment))) {
      context.setLogLevel("WARN");
      return train(context, experiment, target);
    }
  }

  static SparkConf conf(ExperimentConfig experiment) {
    SparkConf conf = new SparkConf();
    return conf.setIfMissing("spark.master", "local[*]")
        .setIfMissing("spark.app.name", "unroll " + experiment.name())
        // Records are Java's to serialize, and numbers hardly get shorter.
        .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
        .setIfMissing("spark.broadcast.compress", "false")
        // All workers' numbers come back in every round.
        .setIfMissing("spark.driver.maxResultSize", "0")
        .setIfMissing("spark.ui.showConsoleProgress", "false")
        .setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"))
        .setIfMissing("spark.executorEnv.MALLOC_ARENA_MAX", "2");
  }

  private int train(JavaSparkContext context, ExperimentConfig experiment, String target) {
    Division division = new Division(partitions(context), stepsInARound);
    int threads = context.getConf().getInt("spark.task.cpus", 1);
    DataPlace place =
        data != null && DataRoot.isElsewhere(data)
            ? new DataPlace(data, true, threads)
            : local(DataRoot.choose(Optional.ofNullable(data).map(Path::of)), threads);
    TrainingReport report =
        new TrainingReport(
            experiment,
            Progress.forTerminal(spec.commandLine().getErr()),
            spec.commandLine().getOut(),
            interruption,
            false);
    SparkExperiment run =
        new SparkExperiment(
            context, experiment, config.toAbsolutePath().normalize().getParent(), place, division);
    ExistingRun existing =
        overwrite ? ExistingRun.REPLACED : resume ? ExistingRun.RESUMED : ExistingRun.REFUSED;
    if (!run.train(target, existing, report)) {
      spec.commandLine().getErr().println("stopped; --resume goes on from " + target);
      return Failure.INTERRUPTED;
    }
    spec.commandLine().getOut().println("run folder: " + target);
    return 0;
  }

  private static DataPlace local(DataRoot root, int threads) {
    return new DataPlace(root.folder().toAbsolutePath().toString(), root.chosenByOption(), threads);
  }

  /** Results depend on it, so it must not be how many executors have come so far. */
  private int partitions(JavaSparkContext context) {
    SparkConf conf = context.getConf();
    if (partitions != null) {
      return partitions;
    } else if (context.isLocal() || conf.contains("spark.default.parallelism")) {
      return context.defaultParallelism();
    } else if (conf.contains("spark.executor.instances")) {
      int tasks = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
      return conf.getInt("spark.executor.instances", 1) * Math.max(1, tasks);
    }
    throw new UserException(
        "--partitions: expected the number of workers, as neither spark.default.parallelism nor"
            + " spark.executor.instances says it");
  }
}
