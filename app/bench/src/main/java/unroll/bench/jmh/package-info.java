/** JMH benchmarks; imports everything, and nothing imports it. */
package unroll.bench.jmh;
