package unroll.data;

/**
 * A published file of a data set. It may also be kept gzipped, as {@code NAME.gz}; size and
 * checksum are always those of the published bytes.
 *
 * @param name the file name, and the last part of its address
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes the size
 */
public record CatalogFile(String name, String sha256, long bytes) {}
