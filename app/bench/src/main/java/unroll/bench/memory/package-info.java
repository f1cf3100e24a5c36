/** What training leaves behind in memory; imports layers, and nothing imports it. */
package unroll.bench.memory;
