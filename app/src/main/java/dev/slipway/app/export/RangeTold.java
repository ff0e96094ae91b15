package dev.slipway.app.export;

import dev.slipway.digest.Digest;
import dev.slipway.job.KeySpan;
import java.util.Locale;

/**
 * What became of a range of a table.
 *
 * @param state what was found, and done
 * @param archived the rows that were in the archive before; none when it is new
 * @param source the rows that the source was found to have; as archived when it was not asked
 */
record RangeTold(String table, KeySpan span, State state, Digest archived, Digest source) {
    /** What was found of a range, and done about it. */
    enum State {
        /** It was not in the archive, and is now. */
        NEW,
        /** The source has the same rows. */
        EQUAL,
        /** The source had other rows, and they took the place of those in the archive. */
        REWRITTEN,
        /** The source has other rows, and files of someone else are left alone. */
        DIFFERS,
        /** The source was not asked. */
        COUNTED_ON;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
