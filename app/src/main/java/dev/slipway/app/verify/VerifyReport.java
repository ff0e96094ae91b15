package dev.slipway.app.verify;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.data.Losses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells verdicts as they come, keeps them in the results file, and sums up. Thread-safe. */
final class VerifyReport implements AutoCloseable {
    private final Console console;
    private final Path file;
    private final boolean json;
    private final int expected;
    private final PrintWriter results;
    private final Set<String> unchecked = new TreeSet<>();
    private int passed;
    private int failed;
    private int sourcePassed;
    private int sourceFailed;
    private long rows;
    private long bytes;

    VerifyReport(Console console, Path file, boolean json, int expected) throws IOException {
        this.console = console;
        this.file = file;
        this.json = json;
        this.expected = expected;
        this.results = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
        if (!json) {
            console.out().println("Verifying " + Words.count(expected, "file") + "; results: " + file);
        }
    }

    synchronized void add(Verdict verdict) {
        String word = verdict.passed() ? "PASS" : "FAIL";
        results.println(word + '|' + verdict.subject().shown());
        if (verdict.passed()) {
            passed++;
            rows += verdict.rows();
            bytes += verdict.bytes();
        } else {
            failed++;
        }
        unchecked.addAll(verdict.unchecked());
        if (json) {
            new JsonEvents(console.out()).write(json(verdict, word));
            return;
        }
        console.out()
                .println(Words.printable(
                        word + "  " + verdict.subject().shown() + (verdict.passed() ? "  " + size(verdict) : "")));
        print(verdict.faults());
    }

    private static String size(Verdict verdict) {
        return Words.count(verdict.rows(), "row") + ", " + Words.bytes(verdict.bytes()) + lost(verdict);
    }

    /** Whoever drops the source on this evidence must know what is not in it. */
    private static String lost(Verdict verdict) {
        Losses lost = verdict.lost();
        return (lost.rejected() == 0
                        ? ""
                        : "; of " + Words.count(verdict.rows() + lost.rejected(), "row") + " read, "
                                + Words.count(lost.rejected()) + " rejected")
                + (lost.nulled() == 0 ? "" : "; " + Words.count(lost.nulled(), "bad value") + " became null");
    }

    private void print(List<String> faults) {
        faults.forEach(fault -> console.out().println("      " + Words.printable(fault)));
    }

    private static ObjectNode json(Verdict verdict, String word) {
        ObjectNode node = JsonEvents.node().put("event", "verified");
        node.put("path", verdict.subject().shown()).put("result", word);
        node.put("rows", verdict.rows()).put("bytes", verdict.bytes());
        JsonEvents.putLost(node, verdict.lost());
        ArrayNode faults = node.putArray("faults");
        verdict.faults().forEach(faults::add);
        ArrayNode open = node.putArray("unchecked");
        verdict.unchecked().forEach(open::add);
        return node;
    }

    /** Notes what could not be checked, and why. */
    synchronized void open(String what) {
        unchecked.add(what);
    }

    /** Notes how a table compares with its source. */
    synchronized void addSource(String table, List<String> faults) {
        sourcePassed += faults.isEmpty() ? 1 : 0;
        sourceFailed += faults.isEmpty() ? 0 : 1;
        if (json) {
            ObjectNode node = JsonEvents.node().put("event", "source-compared").put("table", table);
            node.put("result", faults.isEmpty() ? "PASS" : "FAIL");
            faults.forEach(node.putArray("faults")::add);
            new JsonEvents(console.out()).write(node);
            return;
        }
        console.out()
                .println(Words.printable(
                        (faults.isEmpty() ? "PASS  " : "FAIL  ") + table + "  against the source's own figures"));
        print(faults);
    }

    /** Prints the summary; returns the exit status. */
    synchronized int end(boolean interrupted) {
        int status = interrupted ? ExitCode.INTERRUPTED : failed + sourceFailed > 0 ? ExitCode.FAILED : ExitCode.DONE;
        if (json) {
            new JsonEvents(console.out())
                    .write(JsonEvents.node()
                            .put("event", "done")
                            .put("exitCode", status)
                            .put("passed", passed)
                            .put("failed", failed)
                            .put("notReached", expected - passed - failed)
                            .put("sourcePassed", sourcePassed)
                            .put("sourceFailed", sourceFailed)
                            .put("rows", rows)
                            .put("bytes", bytes));
            return status;
        }
        unchecked.forEach(what -> console.out().println("not checked, since " + what));
        int left = expected - passed - failed;
        int tables = sourcePassed + sourceFailed;
        console.out()
                .println((interrupted ? "Interrupted. " : "") + "Passed " + passed + ", failed " + failed
                        + (left > 0 ? ", not reached " + left : "") + ": " + Words.count(rows, "row") + ", "
                        + Words.bytes(bytes) + " checked."
                        + (tables == 0 ? "" : " Equal to the source: " + sourcePassed + " of " + tables + " tables.")
                        + " Results: " + file);
        console.out().flush();
        return status;
    }

    @Override
    public void close() {
        results.close();
    }
}
