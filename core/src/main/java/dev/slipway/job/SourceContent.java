package dev.slipway.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What units yield in the snapshot of their session: read by as many workers as the source allows, and nothing is written. */
public final class SourceContent {
    private SourceContent() {}

    /**
     * Reads all of them to the end.
     *
     * @throws dev.slipway.Failure as {@link Reader#read}; UNAVAILABLE when what was read is not known to be one snapshot
     */
    public static <U extends Unit> Reader.Content of(Session<U> session, List<U> units) {
        List<Reader.Content> contents = contents(session, new ConcurrentLinkedQueue<>(units));
        session.check();
        return Reader.Content.sum(contents);
    }

    private static <U extends Unit> List<Reader.Content> contents(Session<U> session, Queue<U> units) {
        try (ExecutorService threads = Executors.newFixedThreadPool(session.readersMax())) {
            List<CompletableFuture<List<Reader.Content>>> parts = IntStream.range(0, session.readersMax())
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> some(session, units), threads))
                    .toList();
            return parts.stream().flatMap(part -> part.join().stream()).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What is left of the units, until others have taken the last. */
    private static <U extends Unit> List<Reader.Content> some(Session<U> session, Queue<U> units) {
        List<Reader.Content> contents = new ArrayList<>();
        try (Reader<U> reader = session.reader()) {
            for (U unit = units.poll(); unit != null; unit = units.poll()) {
                contents.add(reader.content(unit, batch -> {}));
            }
            return contents;
        } finally {
            units.clear();
        }
    }
}
