/** The suite's side of comparisons with other libraries; nothing imports it. */
package unroll.bench.peer;
