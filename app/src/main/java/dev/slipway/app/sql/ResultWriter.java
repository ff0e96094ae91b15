package dev.slipway.app.sql;

import dev.slipway.data.Batch;
import dev.slipway.data.Table;

/** Writes results in one form, one after the other. */
interface ResultWriter {
    /** A result begins. */
    void begin(Table table);

    /** Some of its rows; each is written before this returns, or soon after. */
    void write(Batch batch);

    /** The result ends. */
    void end();
}
