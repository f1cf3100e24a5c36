/** What the hidden state knows, step by step; imports network, layers, data, metrics, config. */
package unroll.insight;
