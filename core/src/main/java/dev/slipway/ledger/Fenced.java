package dev.slipway.ledger;

import java.util.Optional;

/** Says by whom an entry's writer was overtaken. */
final class Fenced {
    private Fenced() {}

    /** Empty when he was not: then the entry itself is wrong. */
    static Optional<String> by(State state, Entry entry) {
        return switch (entry) {
            case Entry.Started e -> Optional.empty();
            case Entry.OfRun e -> ended(state, e.run()).or(() -> forgotten(state, e.run()));
            case Entry.Claimed e ->
                state.table(e.table()).epoch() >= e.epoch()
                        ? Optional.of(taken(state, e.table()))
                        : ended(state, e.run());
            case Entry.OfTable e ->
                state.table(e.table()).epoch() > e.epoch()
                        ? Optional.of(taken(state, e.table()))
                        : ended(state, state.table(e.table()).run());
        };
    }

    static String taken(State state, String table) {
        String run = state.table(table).run();
        return table + " was taken over by run " + run
                + state.run(run)
                        .map(other -> " of job " + other.job() + " (" + other.holder() + ")")
                        .orElse("")
                + ", because this run's lease had ended; nothing of it was changed since";
    }

    /** A summary leaves out runs that were killed long ago and have no table any more. */
    private static Optional<String> forgotten(State state, String run) {
        return state.run(run).isPresent()
                ? Optional.empty()
                : Optional.of("all tables of run " + run + " were taken over by others long ago");
    }

    private static Optional<String> ended(State state, String run) {
        return state.run(run)
                .filter(known -> known.ended().isPresent())
                .map(known -> "run " + run + " was ended by another process");
    }
}
