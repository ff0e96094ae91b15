package dev.slipway.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code slipway} command. */
@Command(
        name = "slipway",
        description = "Launches data into the lake and proves that it arrived.",
        mixinStandardHelpOptions = true,
        version = "slipway 0.1.0-SNAPSHOT")
public final class Main {
    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
