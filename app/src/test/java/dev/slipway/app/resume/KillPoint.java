package dev.slipway.app.resume;

import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** An instant of a run, told by what can be seen of it from outside. */
sealed interface KillPoint {
    /** An export to a store makes about so many. */
    int REQUESTS_MAX = 300;

    /** Each connection has brought so many bytes. */
    record Bytes(long count) implements KillPoint {}

    /** It has said so many lines. */
    record Lines(long count) implements KillPoint {}

    /** So many commits of the ledger have come. */
    record Commits(int count) implements KillPoint {}

    /** So many files have appeared, or others have gone. */
    record Visible(int count) implements KillPoint {}

    /** So many requests to the store were answered, and the next one is not, be it carried out or not. */
    record Requests(int count, boolean carriedOut) implements KillPoint {}

    /** For a store that is not a folder, half of them by requests to it. */
    static KillPoint ofStore(Random random, long bytesMax, int linesMax) {
        return random.nextBoolean()
                ? new Requests(random.nextInt(REQUESTS_MAX), random.nextBoolean())
                : random.nextBoolean()
                        ? new Bytes((long) Math.exp(random.nextDouble() * Math.log((double) bytesMax)))
                        : new Lines(1 + random.nextInt(linesMax));
    }

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
    default boolean await(SlipwayProcess process, Proxy proxy, Target target) throws Exception {
        return switch (this) {
            case Bytes bytes -> process.await(proxy::hasStalled);
            case Lines lines -> process.await(() -> process.output().lines().count() >= lines.count());
            case Commits more -> commits(process, target, target.commits() + more.count());
            case Requests requests ->
                process.await(
                        target.server().orElseThrow().stallAfter(requests.count(), requests.carriedOut())
                                ::getAsBoolean);
            case Visible changes -> changes(process, target, changes.count());
        };
    }

    private static boolean commits(SlipwayProcess process, Target target, int count) throws Exception {
        return process.await(() -> target.commits() >= count);
    }

    private static boolean changes(SlipwayProcess process, Target target, int count) throws Exception {
        List<Set<String>> seen = new ArrayList<>(List.of(target.visible()));
        return process.await(() -> {
            Set<String> now = target.visible();
            if (!now.equals(seen.getLast())) {
                seen.add(now);
            }
            return seen.size() > count;
        });
    }
}
