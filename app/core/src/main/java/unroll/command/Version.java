package unroll.command;

import picocli.CommandLine.IVersionProvider;
import unroll.experiment.Provenance;

/** The answer to {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Provenance.Build build = Provenance.Build.read();
    return new String[] {"unroll %s (%s)".formatted(build.version(), build.commit())};
  }
}
