/** What the hidden state knows, step by step; imports network, data, config. */
package unroll.insight;
