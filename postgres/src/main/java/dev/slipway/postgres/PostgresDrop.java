package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import dev.slipway.job.Plan;
import dev.slipway.ledger.Removal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One connection that looks at a table, keeps others from writing to it, and removes it. Nothing is removed in cascade; no lock
 * is waited for longer than half a second at a time, since whoever waits lets later readers wait behind him. Not thread-safe.
 */
public final class PostgresDrop implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = 500";

    private final Entrance entrance;
    private final Cancel cancel;
    private final Duration pause;
    private final Link link;
    private final Server server;

    private PostgresDrop(Entrance entrance, Cancel cancel, Duration pause, Link link) throws SQLException {
        this.entrance = entrance;
        this.cancel = cancel;
        this.pause = pause;
        this.link = link;
        server = Server.of(link);
        Pins.set(link, server, entrance.options());
        // What is recorded as done must be; and a host that died must not keep writers away for hours.
        link.execute("SET synchronous_commit = on; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
                + " SET tcp_keepalives_count = 3");
    }

    /** Which database this is, as an export records it; empty when the server does not tell. */
    public String source() {
        return server.origin().getOrDefault(Plan.SOURCE, "");
    }

    /**
     * Connects.
     *
     * @param pause after the first lock that was not to be had; each later one is twice as long, up to a second
     * @throws Failure CONFIG or UNAVAILABLE when there is no connection to be had
     */
    public static PostgresDrop open(String url, Map<String, String> environment, Cancel cancel, Duration pause) {
        Entrance entrance = Entrance.to(url, environment);
        entrance.address().requireOneHost();
        Link link = entrance.connect(cancel);
        try {
            return new PostgresDrop(entrance, cancel, pause, link);
        } catch (SQLException e) {
            link.abort();
            cancel.check();
            throw entrance.faults().during("looking at the database", e);
        }
    }

    /** A table by its two names. */
    public record Name(String namespace, String name) {
        /** For messages. */
        public String qualifiedName() {
            return namespace + '.' + name;
        }
    }

    /**
     * What a text names, read as SQL would; the table need not be there, if its schema is named.
     *
     * @throws Failure CONFIG when it is no name, or one without a schema that means nothing here
     */
    public Name name(String text) {
        try {
            link.execute("RESET search_path");
            Optional<Name> found = named("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN"
                    + " pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass("
                    + Sql.literal(text) + ")");
            link.execute("SET search_path = pg_catalog");
            return found.isPresent() ? found.get() : apart(text);
        } catch (SQLException e) {
            cancel.check();
            boolean misspelt = List.of("42602", "22023", "0A000").contains(String.valueOf(e.getSQLState()));
            throw misspelt ? nameless(text) : refused("reading the name " + text, e);
        }
    }

    /** A schema and a table that need not be there. */
    private Name apart(String text) throws SQLException {
        return named("SELECT p[1], p[2] FROM parse_ident(" + Sql.literal(text) + ") p WHERE cardinality(p) = 2")
                .orElseThrow(() -> nameless(text));
    }

    private static Failure nameless(String text) {
        return new Failure(
                Failure.Kind.CONFIG, "\"" + text + "\" names no table here; expected schema.table, as SQL writes it");
    }

    private Optional<Name> named(String query) throws SQLException {
        try (ResultSet rows = link.statement().executeQuery(query)) {
            return rows.next() ? Optional.of(new Name(rows.getString(1), rows.getString(2))) : Optional.empty();
        }
    }

    /** How a table stands; empty when there is none. Takes no lock but what reading takes. */
    public Optional<Standing> look(Name table) {
        return asking("looking at " + table.qualifiedName(), () -> {
            Optional<String> oid =
                    link.text("SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            + " WHERE n.nspname = " + Sql.literal(table.namespace()) + " AND c.relname = "
                            + Sql.literal(table.name()));
            return oid.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StandingSql(link, server, Long.parseLong(oid.get()))
                            .of(table.namespace(), table.name()));
        });
    }

    /** Makes the table in which removals are recorded, where it is not there yet. */
    public void prepare() {
        asking("making " + OwnTables.DROPPED, () -> {
            OwnTables.makeDropped(link);
            return true;
        });
    }

    /**
     * Begins a transaction that keeps others from writing to the table; they can read.
     *
     * @return who has it, if it was not to be had
     */
    public Optional<String> lock(Standing standing) {
        return asking("locking " + standing.qualifiedName(), () -> {
            link.execute("BEGIN");
            Optional<String> held = attempt(
                    List.of(
                            alone(standing.oid()),
                            "LOCK TABLE ONLY " + standing.sql() + " IN SHARE ROW EXCLUSIVE MODE"),
                    List.of(standing.sql()),
                    "'AccessShareLock', 'RowShareLock'");
            if (held.isEmpty()
                    && !look(new Name(standing.namespace(), standing.name())).equals(Optional.of(standing))) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        standing.qualifiedName()
                                + " was changed while it was looked at: dropped, attached, or something"
                                + " came to depend on it; run again");
            }
            return held;
        });
    }

    /**
     * Removes the locked table, and records that in the same transaction, which ends with it.
     *
     * @param archive where its files lie
     * @return who holds one of the locks, if they were not to be had; then nothing was changed, and the table is still locked
     * @throws Failure UNKNOWN when it is not known whether it was done; any other kind when it was not
     */
    public Optional<String> remove(Standing standing, Removal removal, String archive) {
        String doing = "removing " + standing.qualifiedName();
        try {
            List<String> all = new ArrayList<>();
            standing.locked().forEach(name -> all.add("LOCK TABLE ONLY " + name + " IN ACCESS EXCLUSIVE MODE"));
            all.add(record(standing, removal, archive));
            all.addAll(standing.statements(removal.detach()));
            // Names are looked up anew by each statement, and a schema can be renamed without a lock on its tables.
            all.add("SELECT 1 / (NOT EXISTS (" + left(removal) + "))::int");
            Optional<String> held = attempt(all, standing.locked(), "''");
            if (held.isPresent()) {
                return held;
            }
        } catch (SQLException e) {
            cancel.check();
            if (String.valueOf(e.getSQLState()).equals("22012")) {
                throw new Failure(
                        Failure.Kind.INPUT,
                        doing
                                + ": that name means another table now; nothing was removed. Look who renames, and run again",
                        e);
            }
            throw refused(doing, e);
        }
        try {
            link.execute("COMMIT");
            return Optional.empty();
        } catch (SQLException e) {
            throw new Failure(
                    Failure.Kind.UNKNOWN,
                    doing + ": the server did not say whether it was done (" + e.getSQLState() + ")",
                    e);
        }
    }

    /** Finds the table where it was before it was removed. */
    private static String left(Removal removal) {
        return removal.detach()
                ? "SELECT FROM pg_inherits WHERE inhrelid = " + removal.oid()
                : "SELECT FROM pg_class WHERE oid = " + removal.oid();
    }

    private Failure refused(String doing, SQLException e) {
        Failure failure = entrance.faults().during(doing, e);
        boolean depended = String.valueOf(e.getSQLState()).equals("2BP01");
        return depended ? new Failure(Failure.Kind.CONFIG, failure.text(), e) : failure;
    }

    private static String record(Standing standing, Removal removal, String archive) {
        String accepted = removal.accepted().stream().map(Sql::literal).collect(Collectors.joining(", "));
        return "INSERT INTO " + OwnTables.DROPPED + " (change, table_name, table_oid, detached, archive, digest, files,"
                + " bytes, manifest, ledger_position, ledger_hash, snapshot, witness, accepted) VALUES ("
                + Sql.literal(removal.change()) + ", " + Sql.literal(standing.sql()) + ", " + removal.oid() + ", "
                + removal.detach() + ", " + Sql.literal(archive) + ", "
                + Sql.literal(removal.rows().toString()) + ", "
                + removal.files() + ", " + removal.bytes() + ", " + Sql.literal(removal.manifest()) + ", "
                + removal.position() + ", " + Sql.literal(removal.hash()) + ", " + Sql.literal(removal.snapshot())
                + ", "
                + Sql.literal(removal.witness()) + ", ARRAY[" + accepted + "]::text[])";
    }

    /** Gives all locks back; nothing was changed. */
    public void release() {
        asking("giving locks back", () -> {
            link.execute("ROLLBACK");
            return true;
        });
    }

    /**
     * Whether an intent was carried out. Waits until whoever may still be about it has ended.
     *
     * @throws Failure CONFIG when this is not where it was to be carried out, UNAVAILABLE when it cannot be known yet, UNKNOWN
     *     when the table is gone and no record tells why
     */
    public boolean done(Removal removal) {
        requireWhereItWas(removal);
        return asking("looking up whether the table was dropped", () -> {
            link.execute("BEGIN");
            link.execute("SET LOCAL lock_timeout = '10s'");
            link.text(alone(removal.oid()));
            boolean done = OwnTables.has(link, OwnTables.DROPPED)
                    && link.text("SELECT 1 FROM " + OwnTables.DROPPED + " WHERE change = "
                                    + Sql.literal(removal.change()))
                            .isPresent();
            boolean there =
                    link.text("SELECT 1 WHERE EXISTS (" + left(removal) + ")").isPresent();
            link.execute("COMMIT");
            if (!done && !there) {
                throw new Failure(
                        Failure.Kind.UNKNOWN,
                        "a drop of the table with oid " + removal.oid()
                                + " was begun, and the table is not there any more;"
                                + " but " + OwnTables.DROPPED + " does not say that this drop did it. Look who did, and"
                                + " keep its archive");
            }
            return done;
        });
    }

    /** A standby may not know yet, and another database never will. */
    private void requireWhereItWas(Removal removal) {
        if (server.standby()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "whether a drop that was stopped was done is known to the primary, and this server is a standby;"
                            + " connect to the primary");
        }
        if (!source().equals(removal.source())) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "a drop that was stopped was of a table in " + removal.source() + ", and this is " + source()
                            + "; connect to that one");
        }
    }

    /** Has the server look at what the parent holds now. */
    public void analyze(Standing standing) {
        asking("analyzing the parent of " + standing.qualifiedName(), () -> {
            for (String parent : standing.parent().stream().toList()) {
                link.execute("ANALYZE " + parent);
            }
            return true;
        });
    }

    /** Of those who are about to remove the same table, one is; who looks up what became of it waits for him. */
    private static String alone(long oid) {
        return "SELECT pg_advisory_xact_lock(hashtextextended('slipway drop " + oid + "', 0))";
    }

    /** Does all of it or nothing, as often as it takes to get the locks, within reason. */
    private Optional<String> attempt(List<String> statements, List<String> locked, String harmless)
            throws SQLException {
        Duration next = pause;
        for (int attempt = 1; ; attempt++) {
            cancel.check();
            link.execute("SAVEPOINT slipway");
            try {
                link.execute(LOCK_TIMEOUT);
                for (String statement : statements) {
                    link.execute(statement);
                }
                return Optional.empty();
            } catch (SQLException e) {
                if (!List.of("55P03", "40P01").contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                link.execute("ROLLBACK TO SAVEPOINT slipway");
            }
            String holders = holders(locked, harmless);
            if (attempt == ATTEMPTS) {
                return Optional.of(holders);
            }
            cancel.pause(next);
            next = next.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? next.multipliedBy(2) : PAUSE_MAX;
        }
    }

    /** Who has a lock on one of these that keeps us from ours. */
    private String holders(List<String> locked, String harmless) throws SQLException {
        String names = locked.stream()
                .map(name -> "to_regclass(" + Sql.literal(name) + ")")
                .collect(Collectors.joining(", "));
        return link.text("""
                SELECT string_agg(DISTINCT 'process ' || l.pid || coalesce(' of user ' || a.usename, '')
                    || coalesce(' (' || nullif(a.application_name, '') || ')', '') || ' holds '
                    || l.mode || ' on ' || l.relation::regclass, '; ')
                FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.granted AND l.locktype = 'relation' AND l.pid <> pg_backend_pid()
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND l.relation = ANY (ARRAY[%s]::oid[]) AND l.mode NOT IN (%s)\
                """.formatted(names, harmless)).orElse("somebody who has let go meanwhile");
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T asking(String doing, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            cancel.check();
            throw refused(doing, e);
        }
    }

    @Override
    public void close() {
        link.abort();
    }
}
