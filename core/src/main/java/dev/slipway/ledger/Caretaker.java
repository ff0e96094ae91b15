package dev.slipway.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees to tables that no run works on: in the names of the jobs whose they are, and as a run of each, so that none begins
 * meanwhile.
 */
final class Caretaker {
    private final Ledger ledger;
    private final Clock clock;
    private final Function<String, Claimant> claimant;

    /** @param claimant who asks, in the name of a job */
    Caretaker(Ledger ledger, Clock clock, Function<String, Claimant> claimant) {
        this.ledger = ledger;
        this.clock = clock;
        this.claimant = claimant;
    }

    /**
     * Takes the tables of one job after the other, has something done, and gives them back. What fails for one job keeps
     * nothing from the others; the first failure is thrown in the end.
     */
    void each(List<String> tables, BiConsumer<Lease, List<String>> work) {
        Map<String, List<String>> jobs =
                tables.stream().distinct().collect(Collectors.groupingBy(this::job, TreeMap::new, Collectors.toList()));
        List<RuntimeException> failed = new ArrayList<>();
        jobs.forEach((job, own) -> {
            try {
                each(job, own, work);
            } catch (RuntimeException e) {
                failed.add(e);
            }
        });
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }

    private void each(String job, List<String> tables, BiConsumer<Lease, List<String>> work) {
        Map<String, List<Slice>> content = new HashMap<>();
        tables.forEach(table -> content.put(table, List.of()));
        Lease lease = Lease.take(ledger, claimant.apply(job), clock, content);
        Outcome.Status status = Outcome.Status.FAILED;
        try {
            work.accept(lease, tables);
            status = Outcome.Status.SUCCESS;
        } finally {
            lease.end(new Outcome(status, 0, 0, 0, 0));
        }
    }

    private String job(String table) {
        return ledger.look(state -> state.table(table).job());
    }
}
