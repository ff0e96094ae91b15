package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Key;
import dev.slipway.store.LocalCopies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Checks files on some threads, each taking the next until there is none or a fault ends it. */
final class VerifyRun {
    private final DuckDb engine;
    private final LocalCopies copies;
    private final Optional<Key> key;
    private final int parallel;
    private final boolean stopOnError;
    private final Cancel cancel;
    private final VerifyReport report;

    VerifyRun(
            DuckDb engine,
            LocalCopies copies,
            Optional<Key> key,
            int parallel,
            boolean stopOnError,
            Cancel cancel,
            VerifyReport report) {
        this.engine = engine;
        this.copies = copies;
        this.key = key;
        this.parallel = parallel;
        this.stopOnError = stopOnError;
        this.cancel = cancel;
        this.report = report;
    }

    void run(List<Subject> subjects) {
        Queue<Subject> queue = new ConcurrentLinkedQueue<>(subjects);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(parallel, subjects.size()); i++) {
            threads.add(Thread.ofPlatform().name("slipway-verify-" + i).start(() -> work(queue)));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                cancel.request();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work(Queue<Subject> queue) {
        for (Subject subject = queue.poll(); subject != null && !cancel.requested(); subject = queue.poll()) {
            Verdict verdict;
            try {
                verdict = FileCheck.of(engine, copies, key, subject);
            } catch (Failure e) {
                return;
            } catch (RuntimeException | Error e) {
                verdict = new Verdict(subject, List.of("unexpected: " + e), List.of(), 0, 0);
            }
            report.add(verdict);
            if (stopOnError && !verdict.passed()) {
                queue.clear();
            }
        }
    }
}
