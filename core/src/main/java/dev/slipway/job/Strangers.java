package dev.slipway.job;

import dev.slipway.store.Blob;
import java.util.stream.Stream;

/**
 * Files that look like a table's and that nobody lists: nobody's to remove, but readers of the folder take them for rows of
 * the table.
 */
final class Strangers {
    private final Export.Parts parts;
    private final String ending;

    Strangers(Export.Parts parts) {
        this.parts = parts;
        this.ending = '.' + parts.format().extension();
    }

    /** Warns of those of a table that neither ledger nor manifest knows. */
    void warn(TableExport<?> table) {
        DataNames names = DataNames.of(table.plan().table());
        String place = table.layout().byPartition() ? '/' + names.folder() : "";
        long strangers = table.layout().byPartition() ? within(names.folder() + '/') : named(names);
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
        String own = '_' + names.escaped();
        return parts.unlisted().keys(parts.store(), parts.ledger(), ending).stream()
                .filter(key -> key.startsWith(names.folder() + '/')
                        || FileName.parse(key)
                                .filter(name -> name.head().endsWith(own))
                                .isPresent())
                .count();
    }

    private long within(String folder) {
        try (Stream<Blob> blobs = parts.store().list(folder)) {
            return blobs.filter(blob -> blob.key().endsWith(ending)).count();
        }
    }
}
