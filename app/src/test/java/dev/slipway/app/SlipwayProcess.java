package dev.slipway.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The tool as a process of its own, called as the launcher calls it: for signals, limits and the environment. */
public final class SlipwayProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private SlipwayProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with more variables than the bare minimum, and under a shell that has run {@code limits} first. */
    public static SlipwayProcess start(Path folder, Map<String, String> environment, String limits, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (!limits.isEmpty()) {
            command.addAll(List.of("sh", "-c", limits + "; exec \"$0\" \"$@\""));
        }
        // As the launcher does: from JDK 23 on, the JVM warns of what Arrow does with memory unless it is allowed.
        boolean warns = Runtime.version().feature() >= 23;
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                warns ? "--sun-misc-unsafe-memory-access=allow" : "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.app.Main"));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        return new SlipwayProcess(builder.start(), out, err);
    }

    public static SlipwayProcess start(Path folder, Object... arguments) throws IOException {
        return start(folder, Map.of(), "", arguments);
    }

    /** {@code INT}, {@code TERM}, {@code STOP} or {@code CONT}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits until standard output holds {@code text}. */
    public void awaitOutput(String text) throws IOException, InterruptedException {
        while (!output().contains(text)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) && !output().contains(text)) {
                throw new IllegalStateException("it ended without saying \"" + text + "\": " + output() + errors());
            }
        }
    }

    /**
     * Waits until something is so.
     *
     * @return false when it ended before
     */
    public boolean await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Ends it at once, whatever it is doing. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has written to standard output so far. */
    public String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private String errors() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits for its end; a process that takes longer than this has failed the test. */
    public Cli end(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + seconds + " s: " + output() + errors());
        }
        return new Cli(process.exitValue(), output(), errors());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
