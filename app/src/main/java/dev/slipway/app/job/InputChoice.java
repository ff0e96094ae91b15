package dev.slipway.app.job;

import java.time.LocalDate;
import java.util.List;

/** Which of a job's files a run is for. */
sealed interface InputChoice {
    /** Of each input those of its latest date. */
    record Latest() implements InputChoice {}

    /** All. */
    record All() implements InputChoice {}

    /** Those of a day. */
    record OfDay(LocalDate day) implements InputChoice {}

    /** These. */
    record Named(List<String> files) implements InputChoice {}
}
