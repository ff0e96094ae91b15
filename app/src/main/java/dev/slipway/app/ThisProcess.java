package dev.slipway.app;

import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How this process is told from all others, and whether one of the others is dead. */
public final class ThisProcess {
    /** When a process began, if that cannot be asked. */
    private static final String UNKNOWN = "unknown";

    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

    /** States of a process that only its number is left of. */
    private static final Set<String> ENDED = Set.of("Z", "X", "x");

    private static final Duration LEASE = Duration.ofSeconds(60);

    private ThisProcess() {}

    /** This process. */
    public static Holder holder() {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(host(), self.pid(), started(self.pid()).orElse("") + ' ' + scope());
    }

    /** Whether it is this very process; not where nothing tells which machine a process number is of. */
    public static boolean isThis(Holder holder) {
        return !scope().isEmpty() && holder.equals(holder());
    }

    /** Who takes tables for a command that is done soon, and takes none over from another job. */
    public static Claimant claimant(String run, String job) {
        return new Claimant(run, job, holder(), LEASE, ThisProcess::gone, false);
    }

    /** Whether a process is known to be dead: one of this machine, where its number is free or another's now. */
    public static boolean gone(Holder holder) {
        String scope = scope();
        boolean here = !scope.isEmpty()
                && holder.host().equals(host())
                && holder.started().endsWith(' ' + scope);
        return here
                && othersAreVisible()
                && started(holder.pid())
                        .filter(started ->
                                started.equals(UNKNOWN) || holder.started().equals(started + ' ' + scope))
                        .isEmpty();
    }

    /**
     * When a process began, in ticks since the machine did: unlike a time of day, that stays when the clock is set. Empty when
     * there is none, and for one that has ended and whose parent has not asked how.
     */
    private static Optional<String> started(long pid) {
        Path stat = Path.of("/proc", String.valueOf(pid), "stat");
        try {
            String line = Files.readString(stat);
            // The name of the program comes before, in parentheses, and may hold anything.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return ENDED.contains(fields[0]) ? Optional.empty() : Optional.of(fields[19]);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(UNKNOWN);
        }
    }

    /** A system that hides the processes of other users would make a living one look dead. */
    private static boolean othersAreVisible() {
        return Files.isReadable(Path.of("/proc/1/stat"));
    }

    /** Where process numbers mean the same: containers of one machine count their own. */
    private static String scope() {
        try {
            return Files.readString(BOOT).strip() + ' ' + Files.readSymbolicLink(NUMBERS);
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String host() {
        try {
            return Files.readString(NAME).strip();
        } catch (IOException e) {
            return "a machine without a name";
        }
    }
}
