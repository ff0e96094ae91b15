package dev.slipway.ledger;

import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The hashes of all commits of a ledger in a store, one after the other: who has the last vouches for what is before. */
public final class Chain {
    private Chain() {}

    /** As far as it goes on without a gap. */
    public static List<String> of(Store store) {
        List<String> hashes = new ArrayList<>();
        for (Parts.Part part : Parts.list(store).chain()) {
            try (InputStream in = store.read(part.blob(), 0, part.blob().size())) {
                CommitText.read(in, part.blob().key(), new CommitText.Reader() {
                    @Override
                    public boolean wants(long position, boolean summary) {
                        return true;
                    }

                    @Override
                    public void accept(CommitText.Hashed commit) {
                        hashes.add(commit.hash());
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return hashes;
    }
}
