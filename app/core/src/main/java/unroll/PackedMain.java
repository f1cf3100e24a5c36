package unroll;

import java.nio.file.Path;
import unroll.command.Failure;
import unroll.command.PackedArguments;
import unroll.config.UserException;
import unroll.data.CacheFolder;
import unroll.experiment.Provenance;
import unroll.packing.PackedExperiment;
import unroll.packing.UnpackedExperiment;

/** The program in an experiment's jar: the commands know the experiment without being told. */
public final class PackedMain {
  private PackedMain() {}

  public static void main(String[] arguments) {
    String[] complete = arguments;
    try {
      complete = complete(PackedArguments.of(arguments));
    } catch (UserException e) {
      System.err.println(e.getMessage());
      System.exit(Failure.WRONG_INPUT);
    }
    Main.main(complete);
  }

  private static String[] complete(PackedArguments arguments) {
    arguments
        .cache()
        .ifPresent(folder -> System.setProperty(CacheFolder.PROPERTY, folder.toString()));
    ClassLoader jars = PackedMain.class.getClassLoader();
    PackedExperiment experiment =
        UnpackedExperiment.find(jars)
            .orElseThrow(() -> new UserException("there is no experiment in this jar"));
    Provenance.Build build = Provenance.Build.read();
    if (!build.commit().equals(experiment.commit())) {
      System.err.printf(
          "warning: packed by unroll %s (%s), run by %s (%s): figures may differ%n",
          experiment.version(), experiment.commit(), build.version(), build.commit());
    }
    if (arguments.isHelp()) {
      System.out.println(PackedArguments.introduction(experiment));
      return arguments.plain();
    }
    Path folder = CacheFolder.choose().experiments();
    return arguments.with(UnpackedExperiment.unpack(experiment, jars, folder));
  }
}
