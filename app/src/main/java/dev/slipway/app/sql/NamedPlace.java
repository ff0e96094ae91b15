package dev.slipway.app.sql;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place that queries look at.
 *
 * @param name the schema that all of its tables can be found in
 */
record NamedPlace(String name, Place place, LedgerAccess ledger) {
    /** What it is called when nobody says otherwise: the last part of its path. */
    static String nameOf(Place place) {
        return switch (place) {
            case Place.Folder folder -> nameOf(folder.path());
            case Place.Bucket bucket -> nameOf(bucket.url());
            case Place.Spooled spooled -> nameOf(spooled.bucket().url());
        };
    }

    private static String nameOf(Path path) {
        return Optional.ofNullable(path.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("root");
    }

    private static String nameOf(String url) {
        String bare = url.replaceAll("/+$", "");
        return bare.substring(bare.lastIndexOf('/') + 1);
    }
}
