package unroll.task;

import java.util.List;

/**
 * A sequence as its file has it.
 *
 * @param name of the file, or of a place in it
 * @param labels one a step
 * @param marks what a person knows the steps by, such as their times; empty: their numbers only
 */
record LabeledFrames<F>(String name, F frames, List<String> labels, List<String> marks) {}
