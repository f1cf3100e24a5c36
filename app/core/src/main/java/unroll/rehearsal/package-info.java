/**
 * What a training will be like, tried before it: sizes, speed, what the data holds, and whether the
 * network can learn one batch by heart; imports task, training, network, layers, data, config.
 */
package unroll.rehearsal;
