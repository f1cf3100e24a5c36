/**
 * Pages and charts of runs: one HTML file that needs no network, and pictures for papers; imports
 * experiment, task, network, data, config.
 */
package unroll.report;
