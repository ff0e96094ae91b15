package dev.slipway.app.verify;

import dev.slipway.data.Losses;
import dev.slipway.ledger.DataFile;
import java.util.List;

/**
 * What was found about one file.
 *
 * @param subject the file
 * @param faults what does not match; empty: it passes
 * @param unchecked what could not be checked, and why
 * @param rows how many rows were read
 * @param bytes how many bytes it has
 */
record Verdict(Subject subject, List<String> faults, List<String> unchecked, long rows, long bytes) {
    Verdict {
        faults = List.copyOf(faults);
        unchecked = List.copyOf(unchecked);
    }

    /** What the receipt tells of bad values that were let pass. */
    Losses lost() {
        return subject.receipt().map(DataFile::lost).orElse(Losses.NONE);
    }

    boolean passed() {
        return faults.isEmpty();
    }
}
