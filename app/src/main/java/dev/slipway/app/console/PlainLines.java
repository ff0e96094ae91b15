package dev.slipway.app.console;

import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.io.PrintWriter;

/** A line for each table that is done or failed, where nothing can be rewritten. */
public final class PlainLines implements Events {
    private final PrintWriter err;

    public PlainLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.TablePublished done) {
            say(done.table() + ": done, " + Words.count(done.rows().rows(), "row") + " in "
                    + Words.count(done.files(), "file") + ", " + Words.bytes(done.bytes()));
        } else if (event instanceof Event.TableFailed failed) {
            say(failed.table() + ": failed, " + failed.text());
        }
    }

    private synchronized void say(String line) {
        err.println(Words.printable(line));
        err.flush();
    }
}
