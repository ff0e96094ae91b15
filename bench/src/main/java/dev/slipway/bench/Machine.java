package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/** What measurements were made on; no names of hosts or places. */
final class Machine {
    private Machine() {}

    static String description(Connection server) throws IOException, SQLException {
        return description() + ", Postgres " + server.getMetaData().getDatabaseProductVersion()
                + " on the same machine";
    }

    /** Where there is no server. */
    static String description() throws IOException {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GB, Linux %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name").replaceAll("^.*: *", ""),
                Math.round(Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0),
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                Runtime.version());
    }

    private static String line(String file, String start) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElse(": unknown");
        }
    }
}
