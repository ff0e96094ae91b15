package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of all files of a session: those who read rows fill them, those who read rejects take them from here. Refuses
 * more than are allowed, those of files that are kept from earlier runs included. Thread-safe.
 */
final class RejectLogs implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(50);

    private final FileSource.Settings settings;
    private final Cancel cancel;
    private final Map<String, Log> logs = new HashMap<>();
    private final Map<String, Long> kept = new HashMap<>();
    private final List<Log> all = new ArrayList<>();
    private @Nullable Path folder;

    /**
     * None yet.
     *
     * @param kept how many there are in units whose rows may stay as an earlier run wrote them, by their ids
     * @throws Failure INPUT when those are too many already
     */
    RejectLogs(FileSource.Settings settings, Cancel cancel, Map<String, Long> kept) {
        this.settings = settings;
        this.cancel = cancel;
        this.kept.putAll(kept);
        if (total() > settings.rejectsMax()) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    String.format(
                            Locale.ROOT,
                            "%,d records of these files were rejected by an earlier run, and --max-rejects is %,d: allow as"
                                    + " many, or mend the files",
                            total(),
                            settings.rejectsMax()));
        }
    }

    private long total() {
        return kept.values().stream().mapToLong(Long::longValue).sum()
                + logs.values().stream().mapToLong(log -> log.rejects.count()).sum();
    }

    /** One reading of a unit. */
    final class Log {
        private final RejectLog rejects;
        private final boolean counts;
        private boolean ended;
        private boolean whole;
        private @Nullable Failure failure;

        private Log(RejectLog rejects, boolean counts) {
            this.rejects = rejects;
            this.counts = counts;
        }

        /** @throws Failure INPUT when there are more than may be */
        void add(Reject reject) {
            synchronized (RejectLogs.this) {
                if (counts && total() >= settings.rejectsMax()) {
                    throw new Failure(Failure.Kind.INPUT, reject.text() + "; " + advice());
                }
                rejects.add(reject);
            }
        }

        /** Nothing more is read; {@code read}: since all was. */
        void end(boolean read) {
            synchronized (RejectLogs.this) {
                ended = true;
                whole = read;
            }
        }

        /** It could not be read: nor can its rejects. */
        void fail(Failure why) {
            synchronized (RejectLogs.this) {
                ended = true;
                failure = why;
            }
        }

        RejectLog.Rows rows() {
            return rejects.rows();
        }
    }

    /** Whoever reads the rows of a unit begins; again, if that was tried before. */
    synchronized Log begin(String unit) {
        kept.remove(unit);
        Log log = made(true);
        logs.put(unit, log);
        return log;
    }

    /** The same for whoever wants its rejects alone. */
    synchronized Log apart() {
        return made(false);
    }

    private Log made(boolean counts) {
        try {
            Path within = folder;
            if (within == null) {
                Files.createDirectories(settings.temporary());
                within = Files.createTempDirectory(settings.temporary(), "slipway-rejects-");
                folder = within;
            }
            Log log = new Log(new RejectLog(within.resolve(String.valueOf(all.size()))), counts);
            all.add(log);
            return log;
        } catch (IOException e) {
            throw FileTrouble.unread(settings.temporary().toString(), e);
        }
    }

    private String advice() {
        return settings.rejectsMax() == 0
                ? "mend the file or its schema, or let such records pass into a table of their own: --max-rejects"
                : String.format(
                        Locale.ROOT,
                        "that is one more than the %,d that --max-rejects lets pass",
                        settings.rejectsMax());
    }

    /**
     * All rejects of a unit, as soon as whoever reads its rows has come to their end; empty if nobody does here.
     *
     * @throws Failure as the reading of the rows, if that failed
     */
    Optional<RejectLog.Rows> rows(String unit) {
        while (true) {
            synchronized (this) {
                Log log = logs.get(unit);
                if (log != null && log.failure != null) {
                    throw new Failure(log.failure.kind(), log.failure.text(), log.failure);
                }
                if (log == null || log.ended) {
                    return log != null && log.whole ? Optional.of(log.rows()) : Optional.empty();
                }
            }
            cancel.check();
            cancel.pause(WAIT);
        }
    }

    @Override
    public synchronized void close() {
        all.forEach(log -> log.rejects.close());
        all.clear();
        try {
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // It is in a folder for what may be removed.
        }
    }
}
