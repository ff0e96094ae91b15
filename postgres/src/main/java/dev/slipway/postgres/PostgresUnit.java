package dev.slipway.postgres;

import dev.slipway.data.Table;
import dev.slipway.job.Unit;

/** A range of a table, or the whole of something that has no ranges. Made by a session's plan. */
public record PostgresUnit(String id, int ordinal, String fingerprint, Table table, Extract extract) implements Unit {
    @Override
    public String toString() {
        return id;
    }
}
