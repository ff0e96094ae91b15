package dev.slipway.job;

import java.util.Map;
import java.util.Optional;

/**
 * In which folders the files of tables stand.
 *
 * @param text {@code by-partition}, {@code flat}, {@code hive-date}, or a pattern such as
 *     {@code year={date:yyyy}/month={date:MM}}
 * @param by the time column that {@code {date:…}} means; that of the table's key when it is not said
 * @param split whether rows go to the folder of their own date; if not, a file as a whole goes to that of its last row
 */
public record Layout(String text, Optional<String> by, boolean split) {
    private static final String BY_PARTITION_TEXT = "by-partition";
    private static final String FLAT = "flat";
    private static final String HIVE_DATE = "hive-date";

    private static final String KEY = "slipway.layout";
    private static final String KEY_BY = "slipway.layout.by";
    private static final String KEY_WHOLE = "slipway.layout.whole";

    /** A folder for each table. */
    public static final Layout BY_PARTITION = new Layout(BY_PARTITION_TEXT, Optional.empty(), true);

    /** @throws IllegalArgumentException when it is none, saying where and why */
    public Layout {
        if (!text.equals(BY_PARTITION_TEXT) && !text.equals(FLAT)) {
            Optional<String> wrong = pattern(text).refusal(by.isPresent());
            if (wrong.isPresent()) {
                throw new IllegalArgumentException(wrong.get());
            }
        } else if (by.isPresent()) {
            throw new IllegalArgumentException(text + " does not look at dates, so no column can be said for them");
        }
        if (!split && (!text.equals(HIVE_DATE) || by.isPresent())) {
            throw new IllegalArgumentException(
                    "only hive-date, by the time of the key, can leave rows of several dates in one file");
        }
    }

    /** As a footer tells it; empty when it tells none. */
    public static Optional<Layout> of(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(KEY))
                .map(text ->
                        new Layout(text, Optional.ofNullable(metadata.get(KEY_BY)), !metadata.containsKey(KEY_WHOLE)));
    }

    /** Tells it to a footer; of a folder for each table, nothing is told. */
    void describe(Map<String, String> metadata) {
        if (!byPartition()) {
            metadata.put(KEY, text);
            by.ifPresent(column -> metadata.put(KEY_BY, column));
            if (!split) {
                metadata.put(KEY_WHOLE, "true");
            }
        }
    }

    private static LayoutPattern pattern(String text) {
        return text.equals(HIVE_DATE) ? LayoutPattern.HIVE_DATE : LayoutPattern.parse(text);
    }

    boolean flat() {
        return text.equals(FLAT);
    }

    boolean byPartition() {
        return text.equals(BY_PARTITION_TEXT);
    }

    boolean hiveDate() {
        return text.equals(HIVE_DATE);
    }

    /** What the names of folders are made of, unless one folder is meant for all. */
    LayoutPattern pattern() {
        return pattern(text);
    }

    /** All of it in a line. */
    @Override
    public String toString() {
        return text + by.map(column -> " by " + column).orElse("") + (split ? "" : " whole");
    }
}
