package dev.slipway.job;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files are a table's content, with their receipts, kept beside the data. Written before files become visible and
 * again before replaced ones are deleted, so that whatever a kill leaves is known to be ours.
 *
 * @param table the table, as messages have it
 * @param selection what of the source it holds
 * @param run which run wrote it
 * @param at when, ISO 8601 in UTC
 * @param origin the source and snapshot of {@code files}
 * @param files the table's content
 * @param publishing on their way to becoming its content; some may be visible
 * @param removing replaced; some may still be there
 */
public record Manifest(
        String table,
        String selection,
        String run,
        String at,
        Map<String, String> origin,
        List<DataFile> files,
        List<DataFile> publishing,
        List<DataFile> removing) {
    public Manifest {
        origin = Map.copyOf(origin);
        files = List.copyOf(files);
        publishing = List.copyOf(publishing);
        removing = List.copyOf(removing);
    }

    /** All that stands here as rows of the table. */
    public Digest rows() {
        return files.stream().map(DataFile::rows).reduce(Digest.EMPTY, Digest::plus);
    }

    /** Every file that may be there, whatever its state. */
    public List<DataFile> known() {
        List<DataFile> known = new ArrayList<>(files);
        known.addAll(publishing);
        known.addAll(removing);
        return known;
    }

    /** The intent to make {@code next} visible beside the present content. */
    Manifest publishing(List<DataFile> next) {
        List<DataFile> all = new ArrayList<>(publishing);
        all.addAll(next);
        return new Manifest(table, selection, run, at, origin, files, all, removing);
    }

    /** {@code next} is the content; all else that was known is to be removed. */
    Manifest replacedBy(Manifest next) {
        Set<String> kept = new HashSet<>();
        next.files().forEach(file -> kept.add(file.key()));
        List<DataFile> old = known().stream()
                .filter(file -> !kept.contains(file.key()))
                .distinct()
                .toList();
        return new Manifest(next.table, next.selection, next.run, next.at, next.origin, next.files, List.of(), old);
    }

    /** Nothing is left to remove. */
    Manifest settled() {
        return new Manifest(table, selection, run, at, origin, files, List.of(), List.of());
    }
}
