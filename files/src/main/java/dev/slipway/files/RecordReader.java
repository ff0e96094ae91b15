package dev.slipway.files;

/** Makes a row of a record. Not thread-safe. */
interface RecordReader {
    /** Adds a value to each column; what was added is the caller's to take back when the record is no row. */
    void read(byte[] data, int start, int end, RowBuilder rows) throws Unfit;
}
