package dev.slipway.app.schedule;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as schedulers see it. No text of it has a control character.
 *
 * @param name of the job
 * @param label what the scheduler calls it: letters, digits, {@code _}, {@code .} and {@code -}
 * @param command what starts Slipway; empty: what starts with the image is Slipway
 * @param file the job file, absolute
 * @param low whether it stands behind all else that the machine does
 * @param logs the folder of its logs, absolute
 * @param variables of the environment that hold what the job file does not
 */
public record ScheduledJob(
        String name,
        String label,
        Schedule schedule,
        Optional<Duration> timeout,
        boolean low,
        Optional<Path> logs,
        Optional<String> command,
        Path file,
        List<String> variables) {
    /** How long a run is given to stop cleanly before it is killed. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** @throws Failure CONFIG for texts that the formats of schedulers cannot hold */
    public ScheduledJob {
        variables = List.copyOf(variables);
        refuseControls("the command", command.orElse(""));
        refuseControls("the path of the job file", file.toString());
        refuseControls("the folder of logs", logs.map(Path::toString).orElse(""));
    }

    private static void refuseControls(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    what + " has a control character, which files of schedulers do not hold: rename it");
        }
    }

    /** After this, what started the run gives up on it: the run itself should have stopped before. */
    Optional<Duration> deadline() {
        return timeout.map(limit -> limit.plus(GRACE));
    }

    Optional<String> output() {
        return logs.map(folder -> folder.resolve(name + ".log").toString());
    }

    Optional<String> errors() {
        return logs.map(folder -> folder.resolve(name + ".err").toString());
    }

    /** The words of the command that runs it, on the machine where the job file is. */
    List<String> words() {
        return List.of(command.orElse("slipway"), "run", file.toString());
    }

    /** For schedulers that hold no variables, the same by a shell that reads them from a file first. */
    List<String> wordsWithVariables() {
        if (variables.isEmpty()) {
            return words();
        }
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh", "-c", "set -a; . \"$HOME/.config/slipway/" + name + ".env\"; exec \"$@\"", "slipway"));
        words.addAll(words());
        return words;
    }
}
