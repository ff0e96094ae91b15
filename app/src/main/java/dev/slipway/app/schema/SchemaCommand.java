package dev.slipway.app.schema;

import picocli.CommandLine.Command;

/** {@code slipway schema}: schemas of files. */
@Command(
        name = "schema",
        description = "Looks at schemas of files.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = SchemaDiffCommand.class,
        footer = {"", "Example:", "  slipway schema diff old.yaml new.yaml"})
public final class SchemaCommand {}
