package dev.slipway.app;

import dev.slipway.Failure;
import dev.slipway.app.adopt.AdoptCommand;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.Words;
import dev.slipway.app.demo.DemoCommand;
import dev.slipway.app.demo.TrainCommand;
import dev.slipway.app.drop.DropCommand;
import dev.slipway.app.export.ArchiveCommand;
import dev.slipway.app.export.ConvertCommand;
import dev.slipway.app.export.ExportCommand;
import dev.slipway.app.job.JobCommand;
import dev.slipway.app.job.RunCommand;
import dev.slipway.app.job.ScheduleCommand;
import dev.slipway.app.restore.RestoreCommand;
import dev.slipway.app.schema.SchemaCommand;
import dev.slipway.app.show.ShowCommand;
import dev.slipway.app.sql.SqlCommand;
import dev.slipway.app.status.CleanCommand;
import dev.slipway.app.status.StatusCommand;
import dev.slipway.app.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code slipway} command. */
@Command(
        name = "slipway",
        description = "Launches data into the lake and proves that it arrived.",
        mixinStandardHelpOptions = true,
        version = "slipway 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ExportCommand.class,
            ConvertCommand.class,
            RunCommand.class,
            JobCommand.class,
            ScheduleCommand.class,
            SchemaCommand.class,
            AdoptCommand.class,
            StatusCommand.class,
            CleanCommand.class,
            VerifyCommand.class,
            SqlCommand.class,
            RestoreCommand.class,
            DropCommand.class,
            ArchiveCommand.class,
            ShowCommand.class,
            TrainCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Try it:",
            "  slipway demo",
            "  slipway export postgres public.events --to ./lake \\",
            "      --url postgresql://me@host/db",
            "  slipway verify ./lake",
            "  source <(slipway generate-completion)",
            "",
            "Exit status: 0 done, 1 failed or mismatch, 2 usage or nothing to work on,",
            "3 partial, 4 held by another run, 130 interrupted."
        })
public final class Main {
    /** Kept, since a logger that nobody holds forgets its level. The driver's warnings repeat what our errors say better. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        int status;
        try (Interrupt all = Interrupt.linger()) {
            status = lost(args) ? ExitCode.USAGE : commandLine().execute(args);
        }
        System.exit(status);
    }

    /** In a locale without UTF-8, Java reads letters beyond ASCII as U+FFFD: a condition would mean something else. */
    private static boolean lost(String[] args) {
        if (String.join("", args).indexOf('\uFFFD') < 0) {
            return false;
        }
        System.err.println("slipway: the arguments have letters that the locale of this process does not know; set"
                + " LC_ALL=C.UTF-8");
        return true;
    }

    /** The command line with all its commands, writing UTF-8 to the process' streams. */
    public static CommandLine commandLine() {
        DRIVER.setLevel(Level.OFF);
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.registerConverter(ByteSize.class, new ByteSize.Converter());
        line.setExecutionExceptionHandler((thrown, command, parsed) -> report(thrown, command));
        line.setParameterExceptionHandler((thrown, arguments) -> report(thrown));
        return line;
    }

    /** Says what is wrong with the arguments and where to read more; a page of options would hide the one line that helps. */
    private static int report(ParameterException thrown) {
        CommandLine command = thrown.getCommandLine();
        PrintWriter err = command.getErr();
        boolean verbless = !(command.getCommand() instanceof Callable);
        if (verbless && !(thrown instanceof UnmatchedArgumentException)) {
            command.usage(err);
            return ExitCode.USAGE;
        }
        err.println("slipway: " + thrown.getMessage());
        UnmatchedArgumentException.printSuggestions(thrown, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** A failure in words; anything else is a defect, whose trace helps to mend it. */
    private static int report(Exception thrown, CommandLine command) {
        if (thrown instanceof Failure failure) {
            command.getErr().println("slipway: " + Words.printable(failure.text()));
            return ExitCode.of(failure);
        }
        if (thrown instanceof InvalidPathException path) {
            command.getErr()
                    .println(
                            "slipway: '" + Words.printable(path.getInput()) + "' is no path here: " + path.getReason());
            return ExitCode.USAGE;
        }
        if (thrown instanceof IOException io) {
            command.getErr().println("slipway: " + IoText.of(io));
            return ExitCode.FAILED;
        }
        command.getErr().println("slipway: this should not happen; please report it:");
        thrown.printStackTrace(command.getErr());
        return ExitCode.FAILED;
    }
}
