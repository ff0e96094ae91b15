package dev.slipway.app.status;

import dev.slipway.Failure;
import dev.slipway.store.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder that a command looks at. */
final class LakeFolder {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder that files were exported to (default: the present one).")
    private Path folder = Path.of("");

    LocalStore store() {
        if (!Files.isDirectory(folder.resolve("_slipway"))) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    folder + " holds no records of Slipway; name the folder that files were exported to");
        }
        return new LocalStore(folder);
    }
}
