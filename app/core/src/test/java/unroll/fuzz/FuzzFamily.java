package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import unroll.config.UserException;

/** Inputs of one kind from strangers, and what reads them. */
interface FuzzFamily {
  /** What a family needs before its first input. */
  @FunctionalInterface
  interface Maker {
    /**
     * @param folder the only one that the family may write into
     */
    FuzzFamily in(Path folder) throws IOException;
  }

  /** Good inputs. */
  List<byte[]> seeds();

  /** An input: by default a good one, damaged. */
  default byte[] input(Random random) {
    return new Mutator(random).mutate(seeds());
  }

  /** Reads an input as the program would. */
  void read(byte[] input) throws Exception;

  /** Whether a reader may end like this. */
  default boolean isAnswer(Throwable thrown) {
    return thrown instanceof UserException;
  }
}
