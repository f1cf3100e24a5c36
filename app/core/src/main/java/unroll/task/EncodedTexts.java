package unroll.task;

import java.util.List;
import unroll.data.SequenceExample;

/**
 * Labeled texts as a network reads them.
 *
 * @param cut how many were longer than what is read of a text
 * @param unknownShare share of the pieces that are not in the vocabulary
 */
record EncodedTexts(List<SequenceExample> examples, int cut, double unknownShare) {}
