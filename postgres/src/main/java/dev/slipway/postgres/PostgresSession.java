package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Holds the connection whose snapshot all readers share, in a transaction that stays open. */
final class PostgresSession implements Session<PostgresUnit> {
    /** Tables may come and go between looking for them and locking them. */
    private static final int ATTEMPTS = 3;

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final PostgresOptions options;
    private final Context context;
    private final Address address;
    private final Faults faults;
    private final Link link;
    private final Server server;
    private final LockRoom room;
    private Plan<PostgresUnit> plan;
    private SnapshotLinks links;

    private PostgresSession(
            PostgresOptions options, Context context, Earlier earlier, Address address, Link link, boolean toRead)
            throws SQLException {
        this.options = options;
        this.context = context;
        this.address = address;
        this.link = link;
        faults = new Faults(address);
        server = Server.of(link);
        requireVersion();
        Pins.set(link, server, options);
        room = LockRoom.of(link);
        Selection selection = new Selection(link, server, options, faults);
        for (int attempt = 1; ; attempt++) {
            String snapshot = pin(selection);
            plan = plan(selection, snapshot, earlier);
            String joining = BEGIN + "; SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot);
            links = new SnapshotLinks(this::connect, joining, selection.locks(), faults, context.cancel());
            if (open(toRead ? readersAtMost() : 0)) {
                selection.judged().forEach(context.events()::accept);
                break;
            }
            // Someone got in between: he goes first, and what is exported is what he leaves.
            Failure blocked = blocked();
            links.close();
            if (attempt == ATTEMPTS) {
                throw blocked;
            }
            link.execute("ROLLBACK");
        }
    }

    private Plan<PostgresUnit> plan(Selection selection, String snapshot, Earlier earlier) throws SQLException {
        Map<String, String> origin = new HashMap<>(server.origin());
        origin.put("postgres.snapshot", snapshot);
        origin.put("postgres.isolation", "repeatable read");
        link.text("SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END")
                .ifPresent(lsn -> origin.put("postgres.wal_lsn", lsn));
        Planner planner = new Planner(link, server, options, faults, room, earlier, Mark.of(link, server));
        return new Plan<>(planner.plan(selection), origin);
    }

    private boolean open(int readers) {
        try {
            return links.open(readers);
        } catch (RuntimeException e) {
            links.close();
            throw e;
        }
    }

    private int readersAtMost() {
        int units =
                plan.tables().stream().mapToInt(table -> table.units().size()).sum();
        return Math.min(readersMax(), units);
    }

    static PostgresSession open(PostgresOptions options, Context context, Earlier earlier, boolean toRead) {
        Address address = Address.of(options.url(), options.environment());
        Faults faults = new Faults(address);
        context.cancel().check();
        Link link;
        try {
            link = Link.open(address, context.cancel());
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
        try {
            return new PostgresSession(options, context, earlier, address, link, toRead);
        } catch (SQLException e) {
            link.abort();
            context.cancel().check();
            throw faults.during("looking at the database", e);
        } catch (RuntimeException e) {
            link.abort();
            context.cancel().check();
            throw e;
        }
    }

    private void requireVersion() {
        if (server.version() < 120_000) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the server is Postgres " + server.versionText()
                            + "; 14 and later are supported, 12 and 13 in part");
        }
    }

    /** Locks, then exports the snapshot: the other way round, a table truncated in between would read as empty. */
    private String pin(Selection selection) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            selection.find();
            room.require(selection.found().size());
            link.execute(BEGIN);
            if (selection.locks().take(link, faults)) {
                String exported = export();
                if (selection.stillHolds()) {
                    return exported;
                }
            }
            link.execute("ROLLBACK");
            if (attempt == ATTEMPTS) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "the tables kept changing (created, dropped, attached or rewritten) while they were being"
                                + " locked; try again when that is over");
            }
        }
    }

    private String export() throws SQLException {
        try {
            return link.text("SELECT pg_export_snapshot()").orElseThrow();
        } catch (SQLException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the server does not share a snapshot (" + e.getMessage()
                            + "); connect to the server itself rather than through a pooler",
                    e);
        }
    }

    @Override
    public Plan<PostgresUnit> plan() {
        return plan;
    }

    @Override
    public PostgresReader reader() {
        return new PostgresReader(this, context, faults);
    }

    @Override
    public int readersMax() {
        return room.readers(plan.tables().size(), options.connections());
    }

    PostgresOptions options() {
        return options;
    }

    /** Another connection, which sees what this session sees. */
    Link take() {
        return links.take().orElseThrow(this::blocked);
    }

    void giveBack(Link other) {
        links.giveBack(other);
    }

    void drop(Link other) {
        links.drop(other);
    }

    private Link connect() {
        Link other;
        try {
            other = Link.open(address, context.cancel());
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
        try {
            Pins.set(other, server, options);
            Pins.setForRows(other, server);
            return other;
        } catch (SQLException e) {
            other.abort();
            throw faults.during("joining the snapshot", e);
        }
    }

    private Failure blocked() {
        String who;
        synchronized (link) {
            try {
                who = Locks.waiting(link).orElse("someone was about to change one of the tables");
            } catch (SQLException e) {
                return ended(e);
            }
        }
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "another connection for reading cannot be opened: " + who
                        + ", and whoever asks for it now has to wait behind; end that, or run again when it is over");
    }

    @Override
    public void check() {
        synchronized (link) {
            try {
                link.text("SELECT 1");
            } catch (SQLException e) {
                context.cancel().check();
                throw ended(e);
            }
        }
    }

    private static Failure ended(SQLException e) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "the connection that held the snapshot and its locks has ended (" + e.getMessage()
                        + "): what was read is no longer known to be one state of the database; run again",
                e);
    }

    @Override
    public void close() {
        links.close();
        link.abort();
    }
}
