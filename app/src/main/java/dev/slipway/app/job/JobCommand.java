package dev.slipway.app.job;

import picocli.CommandLine.Command;

/** {@code slipway job}: job files, looked at without running them. */
@Command(
        name = "job",
        description = "Looks at job files.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {JobCheckCommand.class, JobHealthCommand.class},
        footer = {"", "Examples:", "  slipway job check jobs/*.yaml", "  slipway job health jobs/query-performance.yaml"
        })
public final class JobCommand {}
