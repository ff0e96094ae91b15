package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.job.Events;
import dev.slipway.job.Heartbeat;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A table of the archive that nobody else works on meanwhile, in the name of the job whose it is. */
final class Held {
    private Held() {}

    static <T> T with(Drop.Parts parts, String key, Function<Lease, T> work) {
        Claimant claimant = parts.claimant()
                .apply(parts.ledger().look(state -> state.table(key).job()));
        Lease lease = Lease.take(parts.ledger(), claimant, parts.clock(), Map.of(key, List.of()));
        Outcome.Status status = Outcome.Status.FAILED;
        try (Heartbeat beating = Heartbeat.start(parts.ledger(), lease, claimant.lease(), Events.NONE)) {
            T result = work.apply(lease);
            status = Outcome.Status.SUCCESS;
            return result;
        } finally {
            end(parts, lease, status);
        }
    }

    /** Whoever cannot say that it has ended leaves that to time. */
    private static void end(Drop.Parts parts, Lease lease, Outcome.Status status) {
        try {
            lease.end(new Outcome(status, 0, status == Outcome.Status.FAILED ? 1 : 0, 0, 0));
        } catch (Failure e) {
            parts.telling().note("the end of this run could not be recorded: " + e.text());
        }
    }
}
