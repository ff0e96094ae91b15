package dev.slipway.app.place;

import dev.slipway.aws.S3Store;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sha256;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.List;

/** Opens stores in S3 with a folder in front. */
final class Spools {
    /** Hexadecimal digits that tell places apart. */
    private static final int NAME = 16;

    private Spools() {}

    static Store open(Place.Spooled place, Context context) {
        return inFrontOf(Buckets.open(place.bucket(), context.cancel()), place, context);
    }

    static Store openToWrite(Place.Spooled place, Context context) {
        return inFrontOf(Buckets.openToWrite(place.bucket(), context.cancel()), place, context);
    }

    private static Store inFrontOf(S3Store store, Place.Spooled place, Context context) {
        return new SpooledStore(new LocalStore(folder(store, place)), store, new Told(context));
    }

    /** Each place has its own: two that are called alike at two endpoints are two places. */
    private static Path folder(S3Store store, Place.Spooled place) {
        String endpoint = store.endpoint().orElse("");
        return place.folder().resolve(Sha256.of(List.of(store.root(), endpoint)).substring(0, NAME));
    }

    /** Tells of what is sent, and ends it when the run is to end. */
    private record Told(Context context) implements SpooledStore.Watch {
        @Override
        public void sending(long bytes) {
            context.cancel().check();
            context.events().accept(new Event.Sending(bytes));
        }

        @Override
        public void sent(String key, long bytes) {
            context.events().accept(new Event.FileSent(key, bytes));
        }
    }
}
