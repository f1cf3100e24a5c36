/** Pictures and checks for the notebooks: what Jupyter shows of the suite's own numbers. */
package unroll.notebook;
