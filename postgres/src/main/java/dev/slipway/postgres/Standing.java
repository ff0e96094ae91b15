package dev.slipway.postgres;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table as it stands in its database before it is dropped.
 *
 * @param source the database, as in the origin of an archive; empty when this role may not know it
 * @param owns whether the role may drop it
 * @param plain whether it is a plain table or a partition that holds rows itself
 * @param parent the partitioned table that it is a partition of, as SQL
 * @param byDefault the parent's default partition, as SQL, unless that is this one
 * @param peers tables on the other side of foreign keys, as SQL
 * @param obstacles why it cannot be dropped, whatever is acknowledged
 * @param publications that it is a member of
 */
public record Standing(
        long oid,
        String namespace,
        String name,
        String source,
        boolean owns,
        boolean plain,
        Optional<String> parent,
        Optional<String> byDefault,
        List<String> peers,
        List<String> obstacles,
        List<String> publications) {
    public Standing {
        peers = List.copyOf(peers);
        obstacles = List.copyOf(obstacles);
        publications = List.copyOf(publications);
    }

    /** For messages. */
    public String qualifiedName() {
        return namespace + '.' + name;
    }

    /** Its name as SQL. */
    String sql() {
        return Sql.qualified(namespace, name);
    }

    /** What is locked to remove it, in this order. */
    List<String> locked() {
        return Stream.of(parent.stream(), byDefault.stream(), peers.stream(), Stream.of(sql()))
                .flatMap(names -> names)
                .toList();
    }

    /** The statements that remove it, in their order. */
    public List<String> statements(boolean detach) {
        Stream<String> leaving = parent.stream().map(table -> "ALTER TABLE " + table + " DETACH PARTITION " + sql());
        return Stream.concat(leaving, detach ? Stream.empty() : Stream.of("DROP TABLE " + sql() + " RESTRICT"))
                .toList();
    }
}
