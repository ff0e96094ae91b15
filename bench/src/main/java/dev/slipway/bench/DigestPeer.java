package dev.slipway.bench;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What the digest alone costs: reads all rows as an export does and counts the threads' time inside the digest, in a cold
 * process and then again in the warm one.
 *
 * <p>Arguments: URL, table, folder (not used).
 */
final class DigestPeer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DigestPeer() {}

    private record Part(Digest digest, long nanos) {}

    public static void main(String[] arguments) throws Exception {
        for (String state : List.of("cold", "warm")) {
            try (Feed feed = Feed.open(arguments[0], arguments[1])) {
                List<Callable<Part>> readers = new ArrayList<>();
                for (int i = 0; i < Feed.STREAMS; i++) {
                    Batches batches = feed.stream();
                    readers.add(() -> digest(new Digester(feed.table().schema()), batches));
                }
                List<Part> parts = Parallel.run(readers);
                double seconds = parts.stream().mapToLong(Part::nanos).sum() / 1e9;
                Digest digest = parts.stream().map(Part::digest).reduce(Digest.EMPTY, Digest::plus);
                System.out.printf(Locale.ROOT, "%s %.3f %s%n", state, seconds, digest);
            }
        }
    }

    private static Part digest(Digester digester, Batches batches) {
        long nanos = 0;
        try (batches) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                long start = THREADS.getCurrentThreadCpuTime();
                digester.add(batch);
                nanos += THREADS.getCurrentThreadCpuTime() - start;
            }
        }
        return new Part(digester.digest(), nanos);
    }
}
