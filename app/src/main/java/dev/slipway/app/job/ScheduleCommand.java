package dev.slipway.app.job;

import picocli.CommandLine.Command;

/** {@code slipway schedule}: what schedulers need to run a job. */
@Command(
        name = "schedule",
        description = "Makes what a scheduler needs to run a job.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = SchedulePrintCommand.class,
        footer = {"", "Example:", "  slipway schedule print --systemd jobs/archive.yaml"})
public final class ScheduleCommand {}
