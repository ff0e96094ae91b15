package dev.slipway.postgres;

import dev.slipway.job.Cancel;
import java.io.IOException;
import java.sql.SQLException;

/** Rows that are taken no faster than the pace allows, by someone who notices how long that takes. */
final class WatchedCopy implements CopyStream {
    private final CopyStream inner;
    private final Pace pace;
    private final SnapshotWatch watch;
    private final Cancel cancel;

    WatchedCopy(CopyStream inner, Pace pace, SnapshotWatch watch, Cancel cancel) {
        this.inner = inner;
        this.pace = pace;
        this.watch = watch;
        this.cancel = cancel;
    }

    @Override
    public void receive(Inbox inbox) throws IOException, SQLException {
        long before = inner.bytesReceived();
        inner.receive(inbox);
        pace.spend(inner.bytesReceived() - before, cancel);
        watch.look();
    }

    @Override
    public long bytesReceived() {
        return inner.bytesReceived();
    }
}
