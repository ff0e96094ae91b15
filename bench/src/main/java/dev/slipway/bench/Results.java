package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The page that keeps what was measured. */
final class Results {
    private Results() {}

    /** Adds a section under today's date. */
    static void append(Path page, String section) throws IOException {
        // The one place here that asks for the date: measurements are made on a day.
        Files.writeString(
                page,
                "\n## " + LocalDate.now(ZoneOffset.UTC) + "\n\n" + section,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
