package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Keeps a ledger in few objects: every few commits, those and the segments before them that are not much larger become one
 * segment, so that sizes fall geometrically and each commit is copied a logarithmic number of times. A segment from the
 * first commit on that has grown large becomes a summary.
 */
final class Segments {
    /** Single commits that a reader has to fetch at most. */
    private static final int TAIL = 8;

    /** A segment is at least this many times as large as all after it. */
    private static final int RATIO = 3;

    private final Store store;
    private final long summaryBytes;

    Segments(Store store, long summaryBytes) {
        this.store = store;
        this.summaryBytes = summaryBytes;
    }

    /** What a summary of all commits up to {@code position} would be. */
    interface Summarizer {
        byte[] summary(long position);
    }

    /**
     * Merges what is due; {@code position} is the last commit that the caller knows. What fails is tried again after a later
     * commit: the ledger is whole without it.
     */
    void merge(long position, Summarizer summarizer) {
        try {
            Parts parts = Parts.list(store);
            List<Parts.Part> chain = parts.chain();
            int tail = chain.size();
            while (tail > 0 && !chain.get(tail - 1).segment()) {
                tail--;
            }
            if (chain.size() - tail >= TAIL) {
                Parts.Part merged = merge(chain.subList(first(chain, tail), chain.size()), position, summarizer);
                // Not what others have merged since: it may not be durable yet, and what it covers is theirs to remove.
                remove(parts.with(merged));
            }
        } catch (Failure | Conflict | IOException e) {
            // Others merge too, or the store is away, or a part was changed: whoever reads it says so.
        }
    }

    private static int first(List<Parts.Part> chain, int tail) {
        long bytes = chain.subList(tail, chain.size()).stream()
                .mapToLong(part -> part.blob().size())
                .sum();
        int first = tail;
        while (first > 0 && chain.get(first - 1).blob().size() < RATIO * bytes) {
            first--;
            bytes += chain.get(first).blob().size();
        }
        return first;
    }

    private Parts.Part merge(List<Parts.Part> parts, long position, Summarizer summarizer) throws IOException {
        long from = parts.getFirst().from();
        long to = parts.getLast().to();
        long bytes = parts.stream().mapToLong(part -> part.blob().size()).sum();
        try (Staged staged = store.stage("ledger")) {
            if (from == 1 && to == position && bytes >= summaryBytes) {
                byte[] summary = summarizer.summary(position);
                staged.write(summary, 0, summary.length);
            } else {
                copy(parts, staged);
            }
            Sealed sealed = staged.seal();
            try {
                return new Parts.Part(from, to, store.promote(sealed, Parts.segment(from, to), Expect.absent()));
            } finally {
                store.discard(sealed);
            }
        }
    }

    private void copy(List<Parts.Part> parts, Staged staged) throws IOException {
        long next = parts.getFirst().from();
        for (Parts.Part part : parts) {
            try (InputStream in = store.read(part.blob(), 0, part.blob().size())) {
                CommitText.copy(in, part.blob().key(), next, staged);
            }
            next = part.to() + 1;
        }
    }

    private void remove(Parts parts) {
        for (Parts.Part part : parts.covered()) {
            store.delete(part.blob());
        }
    }
}
