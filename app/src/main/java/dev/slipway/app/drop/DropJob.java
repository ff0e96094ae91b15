package dev.slipway.app.drop;

import dev.slipway.mapping.Mappings;
import dev.slipway.postgres.PostgresFigures;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresWitness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked for.
 *
 * @param table as SQL names it
 * @param detach whether it only leaves its parent
 * @param analyze whether the parent's statistics are taken anew afterwards
 * @param connections how many read it at once
 * @param mappings what it was exported with
 * @param accepted what was acknowledged
 * @param pause after the first lock that was not to be had
 */
record DropJob(
        String table,
        String url,
        Map<String, String> environment,
        boolean detach,
        boolean analyze,
        int connections,
        Mappings mappings,
        Accepted accepted,
        Duration pause) {
    /**
     * What the user knows, and takes upon himself.
     *
     * @param lossy columns of which the archive lost something
     * @param publications whether subscribers may lose the table
     * @param unwitnessed whether nobody outside of the archive need vouch for it
     */
    record Accepted(Set<String> lossy, boolean publications, boolean unwitnessed) {
        static final Accepted NOTHING = new Accepted(Set.of(), false, false);
    }

    PostgresOptions options(String name) {
        return PostgresOptions.of(url, environment, List.of(name)).withConnections(connections);
    }

    PostgresFigures figures() {
        return new PostgresFigures(url, environment);
    }

    PostgresWitness witness() {
        return new PostgresWitness(url, environment);
    }
}
