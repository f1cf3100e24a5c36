package unroll.task;

import java.util.List;
import unroll.data.DataShape;
import unroll.data.SequenceExample;

/**
 * An input as a network reads it, with the names of what goes in and comes out.
 *
 * @param inputs what people call the symbols that go in; empty where only numbers do
 * @param answers what people call the labels; of one yes or no, the no first
 * @param example its labels are not true ones: those that the network itself writes where it reads
 *     them again, else any
 */
public record ReadInput(
    DataShape shape, List<String> inputs, List<String> answers, SequenceExample example) {}
