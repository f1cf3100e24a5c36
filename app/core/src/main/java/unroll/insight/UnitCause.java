package unroll.insight;

import java.util.List;

/**
 * What a network does without one unit's say.
 *
 * @param mean of the unit over the inspection, which it is clamped to
 * @param zeroed losses with the unit held at 0, for all steps and by kind
 * @param clamped likewise at its mean
 * @param written what the network writes with the unit held at 0, and at its mean; empty where it
 *     writes nothing
 */
public record UnitCause(
    UnitPlace place,
    double mean,
    List<Ablation.Effect> zeroed,
    List<Ablation.Effect> clamped,
    List<List<String>> written) {}
