package dev.slipway.app.export;

import dev.slipway.files.FileSet;
import dev.slipway.job.Cancel;
import java.util.List;

/** Finds the files that a job is for, when it runs. */
@FunctionalInterface
public interface FileFinder {
    /**
     * Looks for them.
     *
     * @throws dev.slipway.Failure CONFIG when one is missing that has to be there
     */
    Found find(Search search);

    /** What it looks with. */
    record Search(Cancel cancel) {}

    /**
     * What it found.
     *
     * @param sets one for each table; none: there is nothing to do
     * @param notes what a person should know, for instance what was not there
     */
    record Found(List<FileSet> sets, List<String> notes) {
        public Found {
            sets = List.copyOf(sets);
            notes = List.copyOf(notes);
        }
    }
}
