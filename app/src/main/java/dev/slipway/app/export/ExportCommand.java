package dev.slipway.app.export;

import picocli.CommandLine.Command;

/** {@code slipway export}: a family of commands, one for each kind of source. */
@Command(
        name = "export",
        description = "Exports tables to verified Parquet files.",
        synopsisSubcommandLabel = "SOURCE",
        mixinStandardHelpOptions = true,
        subcommands = ExportPostgresCommand.class,
        footer = {
            "",
            "Example:",
            "  slipway export postgres public.events --to ./lake \\",
            "      --url postgresql://me@host/db"
        })
public final class ExportCommand {}
