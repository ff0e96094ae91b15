package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.Words;
import dev.slipway.job.Cancel;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.job.RunSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does something as often as it may be done until it succeeds, and says so each time that it does not. */
record Tries(RunSettings how, Cancel cancel, Events events) {
    /** The first result that is no failure, or no failure that another attempt could mend; else the last. */
    <T> T of(String what, Supplier<T> work, Function<T, Optional<Failure>> failure) {
        for (int made = 1; ; made++) {
            T result = work.get();
            Optional<Failure> passing = failure.apply(result).filter(Tries::passing);
            if (passing.isEmpty() || made == how.attempts() || cancel.requested()) {
                return result;
            }
            Duration pause = how.pause(made);
            events.accept(
                    new Event.Warned(what + ": attempt " + made + " of " + how.attempts() + " failed, the next is in "
                            + Words.time(pause) + ": " + passing.get().text()));
            cancel.pause(pause);
            if (cancel.requested()) {
                return result;
            }
        }
    }

    /** Who did not answer may answer later; where it is not known what took effect, the next attempt looks. */
    private static boolean passing(Failure failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE, UNKNOWN -> true;
            case CONFIG, INPUT, FENCED, CORRUPT, CANCELLED -> false;
        };
    }
}
