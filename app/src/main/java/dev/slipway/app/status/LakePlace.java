package dev.slipway.app.status;

import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.store.Store;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The place that a command looks at. */
final class LakePlace {
    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE",
            defaultValue = ".",
            description =
                    "The folder, or s3://bucket/prefix, that files were exported to (default: the present folder).")
    private String place = ".";

    @Mixin
    private final S3Options s3 = new S3Options();

    Store store() {
        return Stores.withRecords(Place.of(place, s3.access()), new Cancel());
    }
}
