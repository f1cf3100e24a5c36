/**
 * Many runs of one experiment: every combination of values and random draws, each repeated with
 * seeds, in one leaderboard; imports report, experiment, task, training, data, config.
 */
package unroll.sweep;
