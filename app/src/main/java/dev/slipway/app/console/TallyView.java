package dev.slipway.app.console;

import java.time.Duration;
import java.util.List;

/** How far one run is. */
record TallyView(Tally tally, ProgressText text) implements View {
    @Override
    public boolean begun() {
        return tally.state().units() > 0;
    }

    @Override
    public String line(Duration elapsed) {
        return text.line(tally.state(), elapsed);
    }

    @Override
    public List<String> block(Duration elapsed) {
        return text.block(tally.state(), elapsed);
    }
}
