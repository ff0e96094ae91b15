package dev.slipway.postgres;

import java.util.Map;
import java.util.Optional;

/**
 * Where an archive is restored to, and how.
 *
 * @param url as in {@link PostgresOptions}; what it leaves open comes from {@code environment}
 * @param target the table to make, which must not be there
 * @param attachment of which table it becomes a partition
 * @param connections how many files are loaded at once
 * @param defaults whether columns get the defaults that they had
 * @param indexes whether it gets the indexes that it had, and unique and exclusion constraints
 * @param checks whether it gets the checks that it had
 */
public record RestoreOptions(
        String url,
        Map<String, String> environment,
        QualifiedName target,
        Optional<Attachment> attachment,
        int connections,
        boolean defaults,
        boolean indexes,
        boolean checks) {
    public RestoreOptions {
        environment = Map.copyOf(environment);
    }

    /**
     * A place in a partitioned table.
     *
     * @param bound {@code FOR VALUES …} or {@code DEFAULT}; empty: as recorded
     */
    public record Attachment(QualifiedName parent, Optional<String> bound) {}

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "RestoreOptions[target=" + target + ", attachment=" + attachment + ", connections=" + connections + ']';
    }
}
