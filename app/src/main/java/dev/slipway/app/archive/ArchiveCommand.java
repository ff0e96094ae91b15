package dev.slipway.app.archive;

import picocli.CommandLine.Command;

/** {@code slipway archive}: a family of commands about archives. */
@Command(
        name = "archive",
        description = "Tells what became of the tables of an archive.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = ArchiveListCommand.class,
        footer = {"", "Example:", "  slipway archive list ./lake --dropped"})
public final class ArchiveCommand {}
