package dev.slipway.app.place;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Opens stores. What S3 needs is loaded only when it is meant: most runs go to folders, and should start fast. */
public final class Stores {
    /** The folder in which a store keeps what is not data. */
    public static final String RECORDS = "_slipway";

    private Stores() {}

    /**
     * The store at a place.
     *
     * @param cancel ends waiting for it
     */
    public static Store open(Place place, Cancel cancel) {
        return switch (place) {
            case Place.Folder folder -> new LocalStore(folder.path());
            case Place.Bucket bucket -> Buckets.open(bucket, cancel);
            case Place.Spooled spooled -> Spools.open(spooled, new Context(cancel, Events.NONE));
        };
    }

    /** The same as {@link #openToWrite(Place, Context)}, of which nothing is told. */
    public static Store openToWrite(Place place, Cancel cancel) {
        return openToWrite(place, new Context(cancel, Events.NONE));
    }

    /**
     * The store at a place that will be written to, if it keeps what writers rely on.
     *
     * @param context is told of what is sent through a spool
     * @throws Failure CONFIG when it does not
     */
    public static Store openToWrite(Place place, Context context) {
        return switch (place) {
            case Place.Folder folder -> new LocalStore(folder.path());
            case Place.Bucket bucket -> Buckets.openToWrite(bucket, context.cancel());
            case Place.Spooled spooled -> Spools.openToWrite(spooled, context);
        };
    }

    /** Whether Slipway has written there. */
    public static boolean hasRecords(Store store) {
        try (Stream<Blob> records = store.list(RECORDS + '/')) {
            return records.findFirst().isPresent();
        }
    }

    /**
     * A store that Slipway has written to.
     *
     * @throws Failure CONFIG when it has not
     */
    public static Store withRecords(Place place, Cancel cancel) {
        Store store = open(place, cancel);
        boolean there =
                switch (place) {
                    case Place.Folder folder -> Files.isDirectory(records(folder.path()));
                    case Place.Bucket bucket -> hasRecords(store);
                    case Place.Spooled spooled -> hasRecords(store);
                };
        if (!there) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    place + " holds no records of Slipway; name the folder that files were exported to");
        }
        return store;
    }

    private static Path records(Path folder) {
        return folder.resolve(RECORDS);
    }
}
