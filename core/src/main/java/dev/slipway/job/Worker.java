package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.UnitFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one unit after the other, with a reader of its own, and tries each as often as allowed. One thread runs it.
 */
final class Worker<U extends Unit> implements AutoCloseable {
    private final Export.Parts parts;
    private final Session<U> session;
    private final int number;
    private @Nullable Reader<U> reader;

    Worker(Export.Parts parts, Session<U> session, int number) {
        this.parts = parts;
        this.session = session;
        this.number = number;
    }

    private Reader<U> reader() {
        Reader<U> open = reader;
        if (open == null) {
            open = session.reader();
            reader = open;
        }
        return open;
    }

    /** The unit's files, recorded; the last failure is thrown. */
    List<UnitFile> run(TableExport<U> table, U unit) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(table, unit);
            } catch (RuntimeException | Error e) {
                dropReader();
                boolean again = attempt < parts.how().attempts() && worthwhile(e);
                tell(table, unit, e, again);
                if (!again) {
                    throw e;
                }
                parts.context().cancel().pause(parts.how().pause(attempt));
            }
        }
    }

    /** Who did not answer may answer later, as long as what was read is still one snapshot. */
    private boolean worthwhile(Throwable thrown) {
        if (!(thrown instanceof Failure failure) || failure.kind() != Failure.Kind.UNAVAILABLE) {
            return false;
        }
        try {
            parts.context().cancel().check();
            session.check();
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    private void tell(TableExport<U> table, U unit, Throwable thrown, boolean again) {
        Failure failure = TableExport.failure(thrown);
        if (failure.kind() != Failure.Kind.CANCELLED) {
            parts.context()
                    .events()
                    .accept(new Event.UnitFailed(
                            number, table.name(), unit.id(), failure.kind(), failure.text(), again));
        }
    }

    private List<UnitFile> attempt(TableExport<U> table, U unit) {
        parts.context().cancel().check();
        long started = System.nanoTime();
        long before = reader == null ? 0 : reader().bytesReceived();
        parts.context().events().accept(new Event.UnitStarted(number, table.name(), unit.id()));
        Optional<List<UnitFile>> kept = new EarlierUnit<>(parts, table, unit, number).keep(this::reader);
        List<UnitFile> files = kept.orElseGet(() -> new UnitExport<>(parts, table, unit, number).run(reader()));
        parts.context()
                .events()
                .accept(new Event.UnitDone(
                        number,
                        table.name(),
                        unit.id(),
                        kept.isPresent(),
                        files.size(),
                        files.stream()
                                .mapToLong(file -> file.file().rows().rows())
                                .sum(),
                        reader == null ? 0 : reader().bytesReceived() - before,
                        files.stream().mapToLong(file -> file.file().bytes()).sum(),
                        Duration.ofNanos(System.nanoTime() - started)));
        return files;
    }

    private void dropReader() {
        close();
        reader = null;
    }

    /** A connection that cannot even be closed takes nothing from what was read before. */
    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (RuntimeException e) {
            parts.context().events().accept(new Event.Warned("closing a reader failed: " + e.getMessage()));
        }
    }
}
