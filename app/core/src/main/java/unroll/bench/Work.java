package unroll.bench;

import unroll.network.CellType;

/**
 * What is measured.
 *
 * @param cell what a recurrent layer computes
 * @param vocabulary number of symbols read and of classes told apart
 * @param hidden units of a layer
 * @param layers recurrent layers
 * @param batch rows of a batch
 * @param time steps of a row, of the longest for tagging
 * @param repeats measured steps
 * @param warmUp seconds of steps before them: the virtual machine compiles what it sees often
 * @param isStock whether DL4J's own layers do it
 */
public record Work(
    CellType cell,
    int vocabulary,
    int hidden,
    int layers,
    int batch,
    int time,
    int repeats,
    double warmUp,
    boolean isStock) {}
