package dev.slipway.app.console;

import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what happens in an export: how far it is, and what each connection is doing. Thread-safe. */
public final class Tally implements Events {
    /** Longer lists are told by {@code --json} and {@code --log}. */
    private static final int NAMED_MAX = 10;

    /** What one worker is doing. */
    public record Worker(String unit, String doing, long rows) {}

    /**
     * How far an export is.
     *
     * @param rowsEstimate rows expected in all, as far as the source knows
     * @param written bytes of finished files
     * @param sent bytes that have gone out of a spool
     */
    public record State(
            int tables,
            int units,
            int unitsDone,
            int unitsKept,
            int retries,
            long rowsEstimate,
            long rows,
            long bytesReceived,
            int files,
            long written,
            long sent,
            long rowsVerified,
            int published,
            Map<Integer, Worker> workers,
            List<String> notes,
            List<String> warnings) {}

    private final Map<Integer, Worker> workers = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private int partitionsTaken;
    private int tables;
    private int units;
    private int unitsDone;
    private int unitsKept;
    private int retries;
    private long rowsEstimate;
    private long rows;
    private long bytesReceived;
    private int files;
    private long written;
    private long sent;
    private long rowsVerified;
    private int published;

    @Override
    public synchronized void accept(Event event) {
        switch (event) {
            case Event.PartitionJudged judged -> {
                partitionsTaken += judged.taken() ? 1 : 0;
                if (!judged.taken()) {
                    passedOver.add(judged.table() + " (" + judged.why() + ")");
                }
            }
            case Event.Planned planned -> {
                tables++;
                units += planned.units();
                rowsEstimate += planned.rowsEstimate();
            }
            case Event.UnitStarted started -> workers.put(started.worker(), new Worker(started.unit(), "reading", 0));
            case Event.Progress progress -> {
                rows += progress.rows();
                bytesReceived += progress.bytes();
                doing(progress.worker(), "reading", progress.rows());
            }
            case Event.FileWritten file -> {
                files++;
                written += file.bytes();
                doing(file.worker(), "reading back", 0);
            }
            case Event.FileVerified file -> {
                rowsVerified += file.digest().rows();
                doing(file.worker(), "reading", 0);
            }
            case Event.UnitDone done -> {
                unitsDone++;
                unitsKept += done.kept() ? 1 : 0;
                workers.remove(done.worker());
            }
            case Event.UnitCompared compared -> doing(compared.worker(), "comparing", 0);
            case Event.UnitFailed failed -> {
                workers.remove(failed.worker());
                if (failed.again()) {
                    retries++;
                }
            }
            case Event.Sending sending -> sent += sending.bytes();
            case Event.FilePublished file -> published++;
            case Event.RolledForward forward ->
                notes.add(forward.table() + ": what run " + forward.change()
                        + " had begun to publish was brought to its end");
            case Event.Warned warned -> warnings.add(warned.text());
            case Event.Lossy lossy -> warnings.add(lossy.text());
            case Event.Converted e -> {}
            case Event.Started e -> {}
            case Event.FileSent e -> {}
            case Event.FileRemoved e -> {}
            case Event.TablePublished e -> {}
            case Event.TableFailed e -> {}
            case Event.Fenced e -> {}
            case Event.Ended e -> {}
        }
    }

    private void doing(int worker, String what, long rowsMore) {
        workers.computeIfPresent(worker, (number, now) -> new Worker(now.unit(), what, now.rows() + rowsMore));
    }

    private List<String> allNotes() {
        List<String> all = new ArrayList<>(notes);
        if (!passedOver.isEmpty()) {
            int more = passedOver.size() - NAMED_MAX;
            all.add(Words.count(partitionsTaken, "partition") + " taken, " + passedOver.size() + " not: "
                    + String.join(", ", passedOver.subList(0, Math.min(NAMED_MAX, passedOver.size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        return List.copyOf(all);
    }

    /** A copy of the present state. */
    public synchronized State state() {
        return new State(
                tables,
                units,
                unitsDone,
                unitsKept,
                retries,
                rowsEstimate,
                rows,
                bytesReceived,
                files,
                written,
                sent,
                rowsVerified,
                published,
                new TreeMap<>(workers),
                allNotes(),
                List.copyOf(warnings));
    }
}
