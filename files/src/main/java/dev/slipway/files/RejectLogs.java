package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of all files of a session: those who read rows fill them, those who read rejects take them from here. Refuses
 * more than are allowed. Thread-safe.
 */
final class RejectLogs implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(50);

    private final FileSource.Settings settings;
    private final Cancel cancel;
    private final Map<FileInput, Log> logs = new HashMap<>();
    private @Nullable Path folder;
    private int made;
    private long total;

    private static final class Log {
        private final RejectLog rejects;
        private boolean ended;
        private boolean whole;

        Log(RejectLog rejects) {
            this.rejects = rejects;
        }
    }

    RejectLogs(FileSource.Settings settings, Cancel cancel) {
        this.settings = settings;
        this.cancel = cancel;
    }

    /** Whoever reads the rows of a file begins; again, if that was tried before. */
    synchronized void begin(FileInput file) {
        forget(file);
        try {
            Path within = folder;
            if (within == null) {
                Files.createDirectories(settings.temporary());
                within = Files.createTempDirectory(settings.temporary(), "slipway-rejects-");
                folder = within;
            }
            logs.put(file, new Log(new RejectLog(within.resolve(String.valueOf(made++)))));
        } catch (IOException e) {
            throw FileTrouble.unread(settings.temporary().toString(), e);
        }
    }

    private void forget(FileInput file) {
        Log before = logs.remove(file);
        if (before != null) {
            total -= before.rejects.count();
            before.rejects.close();
        }
    }

    /** @throws Failure INPUT when there are more than may be */
    synchronized void add(FileInput file, Reject reject) {
        if (total >= settings.rejectsMax()) {
            throw new Failure(Failure.Kind.INPUT, reject.text() + "; " + advice());
        }
        total++;
        log(file).rejects.add(reject);
    }

    private String advice() {
        return settings.rejectsMax() == 0
                ? "mend the file or its schema, or let such records pass into a table of their own: --max-rejects"
                : String.format(
                        Locale.ROOT,
                        "that is one more than the %,d that --max-rejects lets pass",
                        settings.rejectsMax());
    }

    private Log log(FileInput file) {
        Log log = logs.get(file);
        if (log == null) {
            throw new IllegalStateException(file.name() + " is not being read");
        }
        return log;
    }

    /** Nothing more is read of it; {@code whole}: since all was. */
    synchronized void end(FileInput file, boolean whole) {
        Log log = log(file);
        log.ended = true;
        log.whole |= whole;
        notifyAll();
    }

    /** All rejects of a file, as soon as whoever reads its rows has come to their end; empty if nobody does here. */
    Optional<RejectLog.Rows> rows(FileInput file) {
        for (Log log = known(file); log != null; log = known(file)) {
            if (log.whole) {
                return Optional.of(log.rejects.rows());
            }
            if (log.ended) {
                return Optional.empty();
            }
            cancel.check();
            cancel.pause(WAIT);
        }
        return Optional.empty();
    }

    private synchronized @Nullable Log known(FileInput file) {
        return logs.get(file);
    }

    @Override
    public synchronized void close() {
        logs.values().forEach(log -> log.rejects.close());
        logs.clear();
        try {
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // It is in a folder for what may be removed.
        }
    }
}
