package dev.slipway.app.console;

import java.time.Duration;
import java.util.List;

/** Something under way, in words. */
interface View {
    /** Whether there is anything to tell yet. */
    boolean begun();

    /** One line for a log. */
    String line(Duration elapsed);

    /** A few lines for a terminal. */
    List<String> block(Duration elapsed);
}
