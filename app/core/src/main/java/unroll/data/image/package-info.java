/** Images with captions: drawn, composed of digits, or from a folder; imports data and config. */
package unroll.data.image;
