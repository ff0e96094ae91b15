package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.files.FileInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Standard input as a file: it is read more than once, for its hash, its rows and their number. */
final class StandardInput {
    /** How the command line calls it. */
    static final String ARGUMENT = "-";

    private static final String NAME = "standard input";

    private StandardInput() {}

    /**
     * Takes in all of it, into the folder for temporary files, where it is removed when the process ends.
     *
     * @throws Failure CONFIG when other files are named beside it; UNAVAILABLE when there is no room for it
     */
    static FileArguments.Named read(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new Failure(Failure.Kind.CONFIG, "standard input (-) is a table by itself: name no files beside it");
        }
        try {
            Path file = Files.createTempFile("slipway-stdin-", "");
            file.toFile().deleteOnExit();
            Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
            return new FileArguments.Named(NAME, List.of(FileInput.of(file, NAME)));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "standard input could not be kept in " + System.getProperty("java.io.tmpdir")
                            + " while it is read: " + e.getMessage(),
                    e);
        }
    }
}
