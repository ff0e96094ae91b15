package dev.slipway.job;

import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifests;
import dev.slipway.store.Blob;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that look like a table's and that nobody lists: nobody's to remove, but readers of the folder take them for rows of
 * the table.
 */
final class Strangers {
    private final Export.Parts parts;
    private final String ending;
    private @Nullable List<String> unlisted;

    Strangers(Export.Parts parts) {
        this.parts = parts;
        this.ending = '.' + parts.format().extension();
    }

    /** Warns of those of a table that neither ledger nor manifest knows. */
    void warn(TableExport<?> table) {
        DataNames names = DataNames.of(table.plan().table());
        String place = table.layout().byPartition() ? '/' + names.folder() : "";
        long strangers =
                table.layout().byPartition() ? within(names.folder() + '/').size() : named(names);
        if (strangers > 0) {
            parts.context()
                    .events()
                    .accept(new Event.Warned(
                            parts.store().root() + place + " holds " + strangers + " files of " + table.name()
                                    + " that neither a ledger nor a manifest lists: whoever reads the folder reads them,"
                                    + " too; move them away if they are not wanted"));
        }
    }

    /** Where tables share folders, names tell whose a file is. */
    private long named(DataNames names) {
        List<String> all = unlisted;
        if (all == null) {
            Set<String> listed = listed();
            all = within("").stream().filter(key -> !listed.contains(key)).toList();
            unlisted = all;
        }
        String own = '_' + names.escaped();
        return all.stream()
                .filter(key -> key.startsWith(names.folder() + '/')
                        || FileName.parse(key)
                                .filter(name -> name.head().endsWith(own))
                                .isPresent())
                .count();
    }

    private Set<String> listed() {
        Set<String> listed = new HashSet<>();
        parts.ledger().look(state -> {
            state.tables()
                    .forEach(table -> table.known().stream().map(DataFile::key).forEach(listed::add));
            return true;
        });
        new Manifests(parts.store()).all().forEach(manifest -> manifest.files().stream()
                .map(DataFile::key)
                .forEach(listed::add));
        return listed;
    }

    private List<String> within(String prefix) {
        try (Stream<Blob> blobs = parts.store().list(prefix)) {
            return blobs.map(Blob::key).filter(key -> key.endsWith(ending)).toList();
        }
    }
}
