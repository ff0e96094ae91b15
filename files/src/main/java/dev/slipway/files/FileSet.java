package dev.slipway.files;

import java.util.List;

/**
 * Files that make one table.
 *
 * @param selection what was asked for, in words that mean the same everywhere: equal ones ask for the same files, whichever
 *     there are at the time
 * @param files in the order of their names, each once
 */
public record FileSet(String selection, List<FileInput> files) {
    public FileSet {
        files = List.copyOf(files);
    }
}
