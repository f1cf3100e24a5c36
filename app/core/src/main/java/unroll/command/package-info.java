/** One small class a command, and what all of them show a person; imports everything but Main. */
package unroll.command;
