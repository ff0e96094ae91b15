package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Holds the connection whose snapshot all readers share, in a transaction that stays open. */
final class PostgresSession implements Session<PostgresUnit> {
    /** Tables may come and go between looking for them and locking them. */
    private static final int ATTEMPTS = 3;

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final PostgresOptions options;
    private final Manners manners;
    private final Context context;
    private final Address address;
    private final Faults faults;
    private final Link link;
    private final Server server;
    private final LockRoom room;
    private final SnapshotWatch watch;
    private Plan<PostgresUnit> plan;
    private SnapshotLinks links;

    private PostgresSession(
            PostgresOptions options,
            Manners manners,
            Context context,
            Earlier earlier,
            Address address,
            Link link,
            boolean toRead)
            throws SQLException {
        this.options = options;
        this.manners = manners;
        this.context = context;
        this.address = address;
        this.link = link;
        faults = new Faults(address);
        Pooler.refuse(link, this::another);
        server = Server.of(link);
        requireVersion();
        Pins.set(link, server, options);
        link.tell(manners, "snapshot");
        room = LockRoom.of(link);
        watch = new SnapshotWatch(manners.nanos(), this::transactionsSince, context.events());
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

    static PostgresSession open(
            PostgresOptions options, Manners manners, Context context, Earlier earlier, boolean toRead) {
        Address address = Address.of(options.url(), options.environment());
        Faults faults = new Faults(address);
        context.cancel().check();
        Link link = connected(address, context, faults);
        try {
            return new PostgresSession(options, manners, context, earlier, address, link, toRead);
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
            Pooler.requirePinned(link);
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

    /** The rows of a unit, taken as the session's manners are. */
    CopyStream copy(Link from, PostgresUnit unit) throws IOException, SQLException {
        from.tell(manners, unit.id());
        return new WatchedCopy(
                from.copy(unit.extract().copy(), options.transport()), manners.pace(), watch, context.cancel());
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

    static Link connected(Address address, Context context, Faults faults) {
        try {
            return Link.open(address, context.cancel());
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    private Link another() {
        return connected(address, context, faults);
    }

    /** How many transactions were begun since the snapshot; by another connection, since in ours time stands still. */
    private OptionalLong transactionsSince() {
        try (Link other = another()) {
            return other
                    .text("SELECT age(backend_xmin) FROM pg_catalog.pg_stat_activity WHERE pid = "
                            + link.pinnedBackend())
                    .stream()
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (SQLException | Failure e) {
            return OptionalLong.empty();
        }
    }

    private Link connect() {
        Link other = another();
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
                return faults.lost(e, server.standby());
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
                throw faults.lost(e, server.standby());
            }
        }
    }

    @Override
    public void close() {
        links.close();
        link.abort();
    }
}
