package dev.slipway.app.place;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The place that a command looks at; the present folder, if none is named. */
public final class LakePlace {
    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE",
            defaultValue = ".",
            description =
                    "The folder, or s3://bucket/prefix, that files were exported to (default: the present folder).")
    private String place = ".";

    @Mixin
    private final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    /**
     * Opens it.
     *
     * @throws Failure CONFIG when Slipway never wrote there
     */
    public Store store() {
        return store(Optional.empty());
    }

    /**
     * Opens it with what stands in a spool in front of it.
     *
     * @throws Failure CONFIG when Slipway never wrote there, or it needs no spool
     */
    public Store store(Optional<Path> spool) {
        return Stores.withRecords(Place.of(place, s3.access()).through(spool), new Cancel());
    }

    /** Where its ledger is. */
    public LedgerAccess ledger() {
        return ledger.access();
    }
}
