package dev.slipway.app.console;

import dev.slipway.Failure;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes each event as a line to a log: with its time, run and job before what it says. Thread-safe. */
public final class LogEvents implements Events, AutoCloseable {
    /** How a line is written. */
    public enum Form {
        /** {@code time=… run=… event=unit-done rows=12}, values with spaces in quotes. */
        LOGFMT,
        /** One JSON object. */
        JSON,
        /** {@code [time] [INFO] export:parquet file=… rows=…} for each file that was made, and what went wrong. */
        LINES
    }

    private final Path file;
    private final Writer out;
    private final PrintWriter err;
    private final Form form;
    private final Clock clock;
    private final String run;
    private final String job;

    private boolean broken;

    private LogEvents(Path file, Writer out, PrintWriter err, Form form, Clock clock, String run, String job) {
        this.file = file;
        this.out = out;
        this.err = err;
        this.form = form;
        this.clock = clock;
        this.run = run;
        this.job = job;
    }

    /**
     * Appends to a file, which is created if it is not there. When it cannot be written any more, {@code err} says so once,
     * and the run goes on.
     *
     * @throws Failure CONFIG when it cannot be written
     */
    public static LogEvents append(Path file, PrintWriter err, Form form, Clock clock, String run, String job) {
        try {
            Writer out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new LogEvents(file, out, err, form, clock, run, job);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the log " + file + " cannot be written: " + e, e);
        }
    }

    @Override
    public void accept(Event event) {
        switch (form) {
            case LOGFMT, JSON -> EventNode.of(event).ifPresent(this::write);
            case LINES -> LogLine.of(event).ifPresent(line -> append("[" + now() + "] " + line));
        }
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void write(ObjectNode event) {
        ObjectNode line = JsonEvents.node().put("time", now()).put("run", run).put("job", job);
        line.setAll(event);
        append(
                form == Form.JSON
                        ? JsonEvents.MAPPER.writeValueAsString(line)
                        : line.properties().stream().map(LogEvents::pair).collect(Collectors.joining(" ")));
    }

    private synchronized void append(String text) {
        try {
            out.write(text + System.lineSeparator());
            out.flush();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void complain(IOException e) {
        if (!broken) {
            broken = true;
            err.println("slipway: warning: the log " + file + " is not complete, " + e.getMessage());
        }
    }

    private static String pair(Map.Entry<String, JsonNode> field) {
        String value = field.getValue().asString();
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c < 0x7f);
        return field.getKey() + '=' + (plain ? value : quoted(value));
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            complain(e);
        }
    }
}
