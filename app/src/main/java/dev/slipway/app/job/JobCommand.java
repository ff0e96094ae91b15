package dev.slipway.app.job;

import picocli.CommandLine.Command;

/** {@code slipway job}: job files, looked at without running them. */
@Command(
        name = "job",
        description = "Looks at job files.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = JobCheckCommand.class,
        footer = {"", "Example:", "  slipway job check jobs/*.yaml"})
public final class JobCommand {}
