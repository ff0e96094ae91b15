package dev.slipway.parquet;

/** The layout of data pages. */
public enum PageVersion {
    /** Levels and values compressed together; the widest read. */
    V1,
    /** Levels stand before the compressed values, and values that do not shrink are left as they are. */
    V2
}
