package dev.slipway.bench;

import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.Borders;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Holder;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a ledger as a long run does: units of one table, a second's worth in a commit. */
final class LedgerFill {
    private static final int COMMIT = 20;
    private static final String TABLE = "public.events";

    private LedgerFill() {}

    /** Records {@code units} written and verified units; returns in how many objects they stand. */
    static long fill(Path lake, int units) throws IOException {
        StoreLedger ledger = StoreLedger.open(new LocalStore(lake), Clock.systemUTC(), "bench");
        String hash = "0123456789abcdef".repeat(4);
        Planned plan = new Planned(
                "bench",
                Planned.Mode.REPLACE,
                true,
                TABLE,
                hash,
                Map.of(),
                "",
                Borders.NONE,
                Collections.nCopies(units, hash));
        Instant now = Clock.systemUTC().instant();
        ledger.commit(List.of(
                new Entry.Started("bench", "bench", new Holder("bench", 1, ""), now, now),
                new Entry.Claimed(TABLE, 1, "bench"),
                new Entry.Replanned(TABLE, 1, plan)));
        for (int unit = 0; unit < units; unit++) {
            String name = String.format(
                    Locale.ROOT,
                    "%s/slipway-%d-01234567_%s_20240101T000000Z_abcdefgh-20240102T000000Z_abcdefgh_rows-1000.parquet",
                    TABLE,
                    unit,
                    TABLE);
            DataFile file = new DataFile(
                    name, 1_000_000, hash, new Digest(1000, unit, -unit), TABLE + '/' + unit, hash, Losses.NONE, false);
            String staged = "_slipway/staging/" + TABLE + '-' + unit + "-e1-" + unit + ".part";
            ledger.append(new Entry.Written(TABLE, 1, unit, "", List.of(new UnitFile(file, staged))));
            ledger.append(new Entry.Verified(TABLE, 1, unit));
            if (unit % COMMIT == 0) {
                ledger.flush();
            }
        }
        ledger.flush();
        try (Stream<Path> objects = Files.list(lake.resolve("_slipway/ledger"))) {
            return objects.count();
        }
    }
}
