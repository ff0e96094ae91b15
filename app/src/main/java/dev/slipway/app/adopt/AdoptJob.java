package dev.slipway.app.adopt;

import dev.slipway.job.Key;
import dev.slipway.mapping.Mappings;
import dev.slipway.postgres.PostgresFigures;
import dev.slipway.postgres.PostgresOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param tables as SQL names them; with a source, patterns and partitioned tables, too
 * @param url of the source; empty: the files alone are looked at
 * @param mappings what an export of the tables would be told
 * @param key the columns that names are about; empty: as the primary key suggests, or as the seed's scripts had it
 * @param connections how many read the source at once
 */
record AdoptJob(
        List<String> tables,
        Optional<String> url,
        Map<String, String> environment,
        Mappings mappings,
        Optional<Key> key,
        int connections) {
    /** How an export of some tables would read them. */
    PostgresOptions options(List<String> names) {
        PostgresOptions options =
                PostgresOptions.of(url.orElse(""), environment, names).withConnections(connections);
        return key.map(options::withKey).orElse(options);
    }

    PostgresFigures figures() {
        return new PostgresFigures(url.orElse(""), environment);
    }
}
