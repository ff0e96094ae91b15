package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes a table of an archive again. Rows are loaded into a hidden table, each file in one transaction with a note that it
 * is loaded; then all of them are read back and digested; then the table appears under its name, in one transaction. A run
 * that was stopped in any way is carried on by the next one of the same archive, target and options.
 */
public final class PostgresRestore {
    private final Archive archive;
    private final RestoreOptions options;
    private final Context context;
    private final Address address;
    private final Faults faults;
    private final HiddenTable hidden;

    /** @throws Failure CONFIG when the archive has a column that no type of Postgres is sure to hold */
    public PostgresRestore(Archive archive, RestoreOptions options, Context context) {
        this.archive = archive;
        this.options = options;
        this.context = context;
        address = Address.of(options.url(), options.environment());
        faults = new Faults(address);
        hidden = new HiddenTable(archive, options);
    }

    /**
     * What a restore would do.
     *
     * @param statements that would make types and table; empty when an earlier run has made them
     * @param columns how many columns are sent as they are
     * @param staged names of columns that were kept as text and are cast back
     * @param loaded names of files that an earlier run has loaded
     * @param left constraints and indexes that it had, and will not have; empty when that is not known
     */
    public record Outlook(
            List<String> statements,
            int columns,
            List<String> staged,
            Set<String> loaded,
            Optional<List<TablePart>> left) {}

    /**
     * What a restore did.
     *
     * @param rows what was read back out of the database
     * @param kept how many files an earlier run had loaded
     * @param bytesSent to the server, as rows
     * @param left constraints and indexes that it had, and does not have; empty when that is not known
     */
    public record Restored(Digest rows, int kept, long bytesSent, Optional<List<TablePart>> left) {}

    /** Finds out all that {@link #run} would refuse, and leaves nothing behind. */
    public Outlook look() {
        try (Link link = connect()) {
            Server server = open(link);
            boolean there = hidden.find(link).isPresent();
            link.execute("BEGIN READ WRITE");
            hidden.make(link, server);
            Set<String> loaded = there ? Progress.loaded(link, hidden.oid()).keySet() : Set.of();
            link.execute("ROLLBACK");
            List<String> statements = new ArrayList<>();
            hidden.definition().types().forEach(type -> statements.add(type.create()));
            statements.add("CREATE TABLE " + options.target().sql() + " ("
                    + hidden.definition().columns() + ")");
            statements.addAll(hidden.completion().statements(options.target()));
            return new Outlook(
                    there ? List.of() : statements,
                    hidden.landings().size(),
                    staged(),
                    loaded,
                    hidden.completion().left());
        } catch (SQLException e) {
            throw failed("looking at the database", e);
        }
    }

    private List<String> staged() {
        return hidden.landings().stream()
                .filter(column -> !column.direct())
                .map(column -> column.field().name())
                .toList();
    }

    /**
     * Restores.
     *
     * @throws Failure CONFIG for what cannot be done at all, before anything is begun; FENCED when another run restores the
     *     same; otherwise nothing is visible, and the next run goes on from there
     */
    public Restored run() {
        try (Link link = connect()) {
            Server server = open(link);
            requireAlone(link);
            link.execute("BEGIN");
            Progress.prepare(link);
            hidden.make(link, server);
            link.execute("COMMIT");
            return fill(link);
        } catch (SQLException e) {
            throw failed("restoring " + options.target(), e);
        }
    }

    private Restored fill(Link link) {
        List<Share> shares;
        Digest rows;
        Unveiling unveiling = new Unveiling(hidden, options);
        try {
            shares = load();
            rows = requireEqual(link);
            context.cancel().check();
            unveiling.begin(link);
        } catch (SQLException e) {
            throw begun(failed("restoring " + options.target(), e));
        } catch (Failure e) {
            throw begun(e);
        }
        commit(link, unveiling);
        return new Restored(
                rows,
                shares.stream().mapToInt(Share::kept).sum(),
                shares.stream().mapToLong(Share::bytes).sum(),
                hidden.completion().left());
    }

    private void commit(Link link, Unveiling unveiling) {
        try {
            link.execute("COMMIT");
        } catch (SQLException e) {
            link.abort();
            if (!happened(unveiling, e)) {
                throw begun(failed("restoring " + options.target(), e));
            }
        }
    }

    /** An answer that was lost is no failure, as long as someone can still be asked. */
    private boolean happened(Unveiling unveiling, SQLException lost) {
        // Who wants to stop wants to know, too.
        try (Link other = Link.open(address, new Cancel())) {
            Pins.set(other, Server.of(other), hidden.reading(1));
            return unveiling.happened(other);
        } catch (SQLException | Failure e) {
            Failure failure = faults.during("naming " + options.target(), lost);
            failure.addSuppressed(e);
            throw new Failure(
                    Failure.Kind.UNKNOWN,
                    failure.text() + ". All rows are loaded, but whether the table has its name is not known, as nobody"
                            + " could be asked: look whether " + options.target() + " is there, and run again if not",
                    failure);
        }
    }

    /** What failed when something was there already says how to go on. */
    private Failure begun(Failure e) {
        return e.kind() == Failure.Kind.CANCELLED ? e : new Failure(e.kind(), e.text() + left(), e);
    }

    private String left() {
        return ". Nothing is visible as " + options.target() + "; run again to go on, or give it up by DROP TABLE "
                + hidden.sql();
    }

    private Failure failed(String doing, SQLException e) {
        context.cancel().check();
        Failure failure = faults.during(doing, e);
        String advice =
                switch (String.valueOf(e.getSQLState())) {
                    case "42704" -> "; if the type comes with an extension, create that first";
                    case "42P01", "42883" ->
                        "; if a default names what is not here, make that first, or leave out all"
                                + " defaults with --no-defaults";
                    default -> "";
                };
        return advice.isEmpty() ? failure : new Failure(failure.kind(), failure.text() + advice, e);
    }

    private Link connect() {
        try {
            return Link.open(address, context.cancel());
        } catch (SQLException e) {
            context.cancel().check();
            throw faults.connecting(e);
        }
    }

    /** Pins what text depends on, and refuses what can be refused before anything is made. */
    private Server open(Link link) throws SQLException {
        Server server = Server.of(link);
        Pins.set(link, server, hidden.reading(options.connections()));
        if (server.standby()) {
            throw new Failure(Failure.Kind.CONFIG, "the server is a standby, which takes no rows; name its primary");
        }
        String target = options.target().sql();
        if (link.text("SELECT to_regclass(" + Sql.literal(target) + ")").isPresent()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    options.target()
                            + " is there already, and a restore never touches what is there; rename or drop it,"
                            + " or restore to another name with --table");
        }
        if (link.text("SELECT to_regnamespace("
                        + Sql.literal(Sql.identifier(options.target().namespace())) + ")")
                .isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "there is no schema \"" + options.target().namespace() + "\" in " + server.database()
                            + "; create it, or name another with --table");
        }
        hidden.completion().requirePlace(link);
        return server;
    }

    private void requireAlone(Link link) throws SQLException {
        if (!link.text("SELECT pg_try_advisory_lock(" + hidden.hash() + ")")
                .orElse("f")
                .equals("t")) {
            throw new Failure(
                    Failure.Kind.FENCED,
                    options.target()
                            + " is being restored from the same files by another run; run again when it has ended");
        }
    }

    private List<Share> load() {
        Queue<Archive.File> files = new ConcurrentLinkedQueue<>(archive.files());
        int threads = Math.max(1, Math.min(options.connections(), files.size()));
        return new Crew<Share>(threads, context.cancel()).work("slipway-load", number -> share(number, files));
    }

    /** What a connection did. */
    private record Share(int kept, long bytes) {}

    /** Whoever fails leaves nothing to the others: what is loaded stays, and the next run goes on. */
    private Share share(int number, Queue<Archive.File> files) {
        int kept = 0;
        try (Link link = connect()) {
            Pins.set(link, Server.of(link), hidden.reading(1));
            // A note that a crash of the server takes is taken with its rows: nothing is lost by not waiting.
            link.execute("SET synchronous_commit = off");
            RowLoad load = RowLoad.open(link, hidden);
            for (Archive.File file = files.poll(); file != null; file = files.poll()) {
                kept += load(load, number, file) ? 1 : 0;
            }
            return new Share(kept, load.bytesSent());
        } catch (SQLException e) {
            files.clear();
            throw failed("loading", e);
        } catch (RuntimeException e) {
            files.clear();
            throw e;
        }
    }

    private boolean load(RowLoad load, int number, Archive.File file) throws SQLException {
        long started = System.nanoTime();
        long before = load.bytesSent();
        context.cancel().check();
        context.events().accept(new Event.UnitStarted(number, options.target().toString(), file.name()));
        boolean kept;
        try {
            kept = load.load(
                    file, rows -> context.events().accept(new Event.Progress(number, rows, load.bytesSent() - before)));
        } catch (SQLException e) {
            throw failed("loading " + file.name(), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        context.events()
                .accept(new Event.UnitDone(
                        number,
                        options.target().toString(),
                        file.name(),
                        kept,
                        1,
                        file.rowCount(),
                        file.bytes(),
                        load.bytesSent() - before,
                        took));
        return kept;
    }

    private Digest requireEqual(Link link) throws SQLException {
        Digest sent = Progress.loaded(link, hidden.oid()).values().stream().reduce(Digest.EMPTY, Digest::plus);
        Digest found = new RestoredRows(hidden, options.connections(), context).digest();
        if (!found.equals(sent)) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    "what was restored reads as " + found + ", and the files hold " + sent
                            + ": a generated column may be computed otherwise here, or someone wrote to "
                            + hidden.name());
        }
        return found;
    }
}
