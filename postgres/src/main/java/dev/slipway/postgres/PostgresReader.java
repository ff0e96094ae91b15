package dev.slipway.postgres;

import dev.slipway.data.Batches;
import dev.slipway.job.Context;
import dev.slipway.job.Reader;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection in the session's snapshot, opened when it is first needed and again after it was lost. */
final class PostgresReader implements Reader<PostgresUnit> {
    private final PostgresSession session;
    private final Context context;
    private final Faults faults;
    private final Inbox inbox = new Inbox();
    private @Nullable CopyBatches current;
    private @Nullable Link link;
    private long bytesBefore;

    PostgresReader(PostgresSession session, Context context, Faults faults) {
        this.session = session;
        this.context = context;
        this.faults = faults;
    }

    @Override
    public Batches read(PostgresUnit unit) {
        context.cancel().check();
        finish();
        Link open = link;
        if (open == null) {
            open = session.take();
            link = open;
        }
        context.cancel().check();
        String doing = "reading " + unit.id();
        try {
            inbox.clear();
            current = new CopyBatches(unit, session.copy(open, unit), inbox, context.cancel(), faults);
            return current;
        } catch (SQLException e) {
            drop();
            context.cancel().check();
            throw faults.during(doing, e);
        } catch (IOException e) {
            drop();
            context.cancel().check();
            throw faults.broken(doing, e);
        }
    }

    /** What was read to its end leaves the connection ready for more; anything else makes it useless. */
    private void finish() {
        CopyBatches last = current;
        if (last != null) {
            bytesBefore += last.bytesReceived();
            current = null;
            if (!last.complete()) {
                drop();
            }
        }
    }

    private void drop() {
        Link open = link;
        link = null;
        if (open != null) {
            session.drop(open);
        }
    }

    @Override
    public long bytesReceived() {
        CopyBatches last = current;
        return bytesBefore + (last == null ? 0 : last.bytesReceived());
    }

    @Override
    public void close() {
        finish();
        Link open = link;
        link = null;
        if (open != null) {
            session.giveBack(open);
        }
    }
}
