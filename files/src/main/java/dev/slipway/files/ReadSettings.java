package dev.slipway.files;

/**
 * What reading may take.
 *
 * @param recordBytesMax the most bytes of one record; a larger one is rejected, and never held whole
 */
public record ReadSettings(int recordBytesMax) {
    /** 128 MiB: a value of 100 MB, and what stands beside it. */
    public static final ReadSettings DEFAULT = new ReadSettings(128 << 20);

    public ReadSettings {
        if (recordBytesMax < 1 || recordBytesMax > 1 << 30) {
            throw new IllegalArgumentException("a record has 1 byte to 1 GiB, not " + recordBytesMax);
        }
    }
}
