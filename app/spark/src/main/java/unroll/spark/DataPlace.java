package unroll.spark;

import java.io.Serializable;
import java.nio.file.Path;
import unroll.data.DataRoot;
import unroll.data.FileFinder;

/**
 * Where a process finds data, said so that any process can be told.
 *
 * @param root the data root: a folder that has the same path on every machine, or an address
 * @param chosenByOption whether {@code --data} named it
 * @param threads that share a worker's pass through a layer
 */
record DataPlace(String root, boolean chosenByOption, int threads) implements Serializable {
  /** In a process of Spark's. */
  FileFinder files() {
    return DataRoot.isElsewhere(root)
        ? new HadoopFiles(root)
        : new HadoopFiles(new DataRoot(Path.of(root), chosenByOption));
  }
}
