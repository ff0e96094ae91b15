package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The connections that read one snapshot. Each holds the locks on all tables itself, so that losing another connection
 * takes nothing from what this one reads. They are opened before the work begins: once someone waits to change a table,
 * whoever asks for it anew waits behind him, and he behind those who read. Thread-safe.
 */
final class SnapshotLinks implements AutoCloseable {
    private static final String OBJECT_NOT_AVAILABLE = "55P03";

    private final Supplier<Link> connecting;
    private final String joining;
    private final Locks locks;
    private final Faults faults;
    private final Cancel cancel;
    private final Runnable onCancel = this::wake;
    private final Deque<Link> idle = new ArrayDeque<>();
    private final Set<Link> open = new HashSet<>();
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param connecting opens a connection with everything pinned, outside of a transaction
     * @param joining SQL that begins a transaction in the snapshot
     */
    SnapshotLinks(Supplier<Link> connecting, String joining, Locks locks, Faults faults, Cancel cancel) {
        this.connecting = connecting;
        this.joining = joining;
        this.locks = locks;
        this.faults = faults;
        this.cancel = cancel;
        cancel.onRequest(onCancel);
    }

    /**
     * Opens connections for later.
     *
     * @return whether they are there; otherwise someone waits for one of the tables, or took it
     */
    boolean open(int count) {
        for (int i = 0; i < count; i++) {
            Optional<Link> link = join();
            if (link.isEmpty()) {
                return false;
            }
            giveBack(link.get());
        }
        return true;
    }

    /**
     * A connection that was opened before, else a new one. When a new one would have to wait for a lock, waits for one
     * that another thread gives back; empty when none is in use. Not for who has one already.
     */
    Optional<Link> take() {
        synchronized (this) {
            Link link = idle.poll();
            if (link != null) {
                return Optional.of(link);
            }
        }
        Optional<Link> joined = join();
        return joined.isPresent() ? joined : awaitIdle();
    }

    private synchronized Optional<Link> awaitIdle() {
        while (idle.isEmpty() && !open.isEmpty() && !cancel.requested()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        cancel.check();
        return Optional.ofNullable(idle.poll());
    }

    /** Takes back a connection that nothing is being read from. */
    synchronized void giveBack(Link link) {
        if (closed) {
            drop(link);
        } else {
            idle.add(link);
            notifyAll();
        }
    }

    /** Throws a connection away. */
    void drop(Link link) {
        synchronized (this) {
            open.remove(link);
            notifyAll();
        }
        link.abort();
    }

    private Optional<Link> join() {
        cancel.check();
        Link link = connecting.get();
        try {
            register(link);
            link.execute(joining);
            Pooler.requirePinned(link);
            locks.takeAtOnce(link);
            return Optional.of(link);
        } catch (SQLException e) {
            drop(link);
            cancel.check();
            if (OBJECT_NOT_AVAILABLE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw refused(e);
        } catch (RuntimeException e) {
            drop(link);
            throw e;
        }
    }

    private void register(Link link) {
        synchronized (this) {
            open.add(link);
        }
        cancel.check();
    }

    private Failure refused(SQLException e) {
        if ("22023".equals(e.getSQLState()) || "42704".equals(e.getSQLState())) {
            return new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "the snapshot of this run is gone: the connection that held it has ended. Through a pooler in"
                            + " transaction mode connections cannot share one; connect to the server itself",
                    e);
        }
        if (Locks.gone(e)) {
            return Locks.changed(e);
        }
        return faults.during("joining the snapshot", e);
    }

    private synchronized List<Link> all() {
        return new ArrayList<>(open);
    }

    /** Those who wait for a connection look again. */
    private synchronized void wake() {
        notifyAll();
    }

    @Override
    public void close() {
        cancel.forget(onCancel);
        synchronized (this) {
            closed = true;
            idle.clear();
        }
        all().forEach(this::drop);
    }
}
