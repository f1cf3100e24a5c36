package unroll.training;

import java.util.function.Supplier;
import org.nd4j.linalg.dataset.DataSet;

/**
 * An optimizer step that was made.
 *
 * @param batch what it learned from, or a worker's part of it: looked at by who watches
 */
public record MadeStep(TrainingStep.Report report, Supplier<DataSet> batch) {}
