package dev.slipway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a cold process and measures it, as the kernel counts. Linux only; one child at a time. */
final class Child {
    /** The kernel counts a process's time in hundredths of a second, on every Linux there is. */
    private static final double TICKS_PER_SECOND = 100;

    private static final long POLL_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Child() {}

    /**
     * @param wallSeconds from the start of the process to its end
     * @param cpuSeconds user and system time of the process and of its children that it waited for
     * @param residentBytes the peak, looked at every 20 ms
     * @param output what it wrote to standard output
     */
    record Usage(double wallSeconds, double cpuSeconds, long residentBytes, String output) {}

    /** A process did not do what it was started for. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /**
     * Runs {@code command} to its end.
     *
     * @throws Failed when the exit code is not 0, with the end of what it wrote to standard error
     */
    static Usage run(List<String> command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException, Failed {
        Path output = folder.resolve("stdout.txt");
        Path errors = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        double before = childrenSeconds();
        long start = System.nanoTime();
        Process process = builder.start();
        long resident = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, residentPeak(process.pid()));
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                process.destroyForcibly().waitFor();
            }
        }
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = childrenSeconds() - before;
        if (process.exitValue() != 0) {
            String said = Files.readString(errors);
            throw new Failed("exit code " + process.exitValue() + " of " + String.join(" ", command) + '\n'
                    + said.substring(Math.max(0, said.length() - 4000)));
        }
        return new Usage(wall, cpu, resident, Files.readString(output));
    }

    /** Waits until nothing is left to be written: what one run leaves to the disk shall not slow the next. */
    static void flushDisk() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
    }

    /** User and system time of the children of this process that ended. */
    private static double childrenSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // The name in parentheses may hold anything; what follows it begins with field 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
    }

    private static long residentPeak(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has just ended
        }
    }
}
