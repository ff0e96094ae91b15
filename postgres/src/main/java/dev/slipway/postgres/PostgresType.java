package dev.slipway.postgres;

import java.util.List;
import java.util.Optional;

/** A type as the server's catalogue describes it. */
sealed interface PostgresType {
    /** How SQL names it, with its schema unless that is {@code pg_catalog}. */
    String name();

    /** What it is without the domains over it. */
    default PostgresType undomained() {
        return this;
    }

    /**
     * A type that is not made of others.
     *
     * @param plain its name in its schema
     */
    record Base(String namespace, String plain) implements PostgresType {
        boolean builtIn() {
            return namespace.equals("pg_catalog");
        }

        @Override
        public String name() {
            return builtIn() ? plain : Sql.qualified(namespace, plain);
        }
    }

    /** A type whose values have labels. */
    record Enumerated(String name, List<String> labels) implements PostgresType {
        public Enumerated {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Another type under a name of its own.
     *
     * @param declared the base type as SQL writes it, with its modifier
     * @param defaultExpression of the default, if there is one
     * @param collation when it is not the base type's own
     */
    record Domain(
            String name,
            PostgresType base,
            int modifier,
            String declared,
            boolean notNull,
            Optional<String> defaultExpression,
            Optional<String> collation,
            List<Check> checks)
            implements PostgresType {
        public Domain {
            checks = List.copyOf(checks);
        }

        @Override
        public PostgresType undomained() {
            return base.undomained();
        }
    }

    /** A check of a domain, as SQL has it. */
    record Check(String name, String sql) {}

    /** An array. {@code plain}: it counts from 1 unless told otherwise, which int2vector and oidvector do not. */
    record Array(String name, PostgresType element, boolean plain) implements PostgresType {}

    /** A row type. */
    record Composite(String name, List<Member> members) implements PostgresType {
        public Composite {
            members = List.copyOf(members);
        }
    }

    /**
     * A column of a row type.
     *
     * @param declared its type as SQL writes it, with its modifier
     * @param collation when it is not the type's own
     */
    record Member(String name, PostgresType type, int modifier, String declared, Optional<String> collation) {}

    /** A range of another type. */
    record Range(String name, PostgresType bound) implements PostgresType {}

    /** Several ranges. */
    record Multirange(String name, Range range) implements PostgresType {
        PostgresType bound() {
            return range.bound();
        }
    }
}
