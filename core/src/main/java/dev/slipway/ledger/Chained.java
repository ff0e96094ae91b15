package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for one commit in the objects of a ledger. */
final class Chained implements CommitText.Reader {
    private final long position;
    private @Nullable String hash;

    private Chained(long position) {
        this.position = position;
    }

    /** The hash of the commit at a position; empty when a summary took its place, or there is none. */
    static Optional<String> hash(Store store, long position) {
        Chained wanted = new Chained(position);
        Parts.list(store).at(position).map(Parts.Part::blob).ifPresent(blob -> read(store, blob, wanted));
        return Optional.ofNullable(wanted.hash);
    }

    private static void read(Store store, Blob blob, Chained wanted) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            CommitText.read(in, store.root() + '/' + blob.key(), wanted);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
        }
    }

    @Override
    public boolean wants(long at, boolean summary) {
        return at == position;
    }

    /** A summary has the hash of the commit that it ends with. */
    @Override
    public void accept(CommitText.Hashed commit) {
        hash = commit.commit().summary() ? commit.commit().previous() : commit.hash();
    }
}
