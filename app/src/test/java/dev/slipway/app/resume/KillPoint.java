package dev.slipway.app.resume;

import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** An instant of a run, told by what can be seen of it from outside. */
sealed interface KillPoint {
    /** Each connection has brought so many bytes. */
    record Bytes(long count) implements KillPoint {}

    /** It has said so many lines. */
    record Lines(long count) implements KillPoint {}

    /** So many commits of the ledger have come. */
    record Commits(int count) implements KillPoint {}

    /** So many files have appeared, or others have gone. */
    record Visible(int count) implements KillPoint {}

    /** Half of them while rows are on their way, the others by what happens to them. */
    static KillPoint random(Random random, long bytesMax, int linesMax) {
        return switch (random.nextInt(4)) {
            case 0 -> new Bytes((long) Math.exp(random.nextDouble() * Math.log((double) bytesMax)));
            case 1 -> new Lines(1 + random.nextInt(linesMax));
            case 2 -> new Commits(1 + random.nextInt(8));
            default -> new Visible(1 + random.nextInt(12));
        };
    }

    /** Where the connections are to stall. */
    default long bytesMax() {
        return this instanceof Bytes bytes ? Math.max(1, bytes.count()) : Long.MAX_VALUE;
    }

    /** Waits for it; false when the run came to its end before. */
    default boolean await(SlipwayProcess process, Proxy proxy, Path lake) throws Exception {
        int commits = commits(lake);
        int visible = visible(lake);
        return switch (this) {
            case Bytes bytes -> process.await(proxy::hasStalled);
            case Lines lines -> process.await(() -> process.output().lines().count() >= lines.count());
            case Commits more -> process.await(() -> commits(lake) >= commits + more.count());
            case Visible changes -> changes(process, lake, changes.count(), visible);
        };
    }

    private static boolean changes(SlipwayProcess process, Path lake, int count, int first) throws Exception {
        int[] seen = {first, 0};
        return process.await(() -> {
            int now = visible(lake);
            seen[1] += now == seen[0] ? 0 : 1;
            seen[0] = now;
            return seen[1] >= count;
        });
    }

    private static int commits(Path lake) {
        try (Stream<Blob> blobs = new LocalStore(lake).list("_slipway/ledger/")) {
            return (int) blobs.count();
        }
    }

    private static int visible(Path lake) {
        try (Stream<Blob> blobs = new LocalStore(lake).list("")) {
            return blobs.filter(blob -> blob.key().endsWith(".parquet"))
                    .toList()
                    .hashCode();
        }
    }
}
