package dev.slipway.app;

import dev.slipway.ledger.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this process is told from all others, and whether one of the others is dead. */
public final class ThisProcess {
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

    private ThisProcess() {}

    /** This process. */
    public static Holder holder() {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(host(), self.pid(), started(self) + ' ' + scope());
    }

    /** Whether a process is known to be dead: one of this machine, where its number is free or another's now. */
    public static boolean gone(Holder holder) {
        String scope = scope();
        boolean here = !scope.isEmpty()
                && holder.host().equals(host())
                && holder.started().endsWith(' ' + scope);
        return here
                && ProcessHandle.of(holder.pid())
                        .filter(process -> holder.started().equals(started(process) + ' ' + scope))
                        .isEmpty();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
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
