package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.postgres.As;
import dev.slipway.postgres.Infinity;
import dev.slipway.postgres.Partitions;
import dev.slipway.postgres.PostgresOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rows to take from which Postgres, and as what. */
final class PostgresOptionsMixin {
    @Parameters(
            arity = "0..*",
            paramLabel = "TABLE",
            description =
                    "Tables or patterns: public.events, 'public.events_2024_*', '\"we\"\"ird\".\"Name\"'. A partitioned"
                            + " table stands for its partitions.")
    List<String> tables = List.of();

    @Option(
            names = "--partitions-of",
            paramLabel = "TABLE",
            description = "Take the partitions of this table. Repeatable.")
    List<String> partitionsOf = List.of();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "Of the partitions, take only those whose range ended so long ago: 90d, 36h.")
    @Nullable
    String olderThan;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "postgresql://user@host:port/db?sslmode=…; what it leaves open comes from PGHOST, PGUSER and the"
                            + " like, a service file and ~/.pgpass.")
    String url = "";

    @Option(
            names = "--auth",
            paramLabel = "password|iam",
            description = "iam: each connection is let in by a token made of AWS credentials, over TLS (default:"
                    + " SLIPWAY_AUTH, else password).")
    @Nullable
    String auth;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many connections read at once (default: ${DEFAULT-VALUE}).")
    int connections = 2;

    @Option(
            names = "--key",
            paramLabel = "TIME,ID",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The timestamp and id columns by which file names tell their first and last row (default: from the"
                            + " primary key).")
    List<String> key = List.of();

    @Option(
            names = "--order",
            paramLabel = "stored|key",
            defaultValue = "stored",
            description = "stored: as the table lies on disk, fastest. key: sorted by the key within and across files"
                    + " (default: ${DEFAULT-VALUE}).")
    PostgresOptions.Order order = PostgresOptions.Order.STORED;

    @Option(names = "--where", paramLabel = "SQL", description = "Take only rows that meet this condition.")
    @Nullable
    String where;

    @Option(
            names = "--columns",
            paramLabel = "A,B,…",
            split = ",",
            hideParamSyntax = true,
            description = "Take only these columns.")
    List<String> columns = List.of();

    @Option(
            names = "--as",
            paramLabel = "COLUMN=TYPE",
            description = "Keep a column as text, bytes or decimal(p,s): exactly, or with an error. Repeatable.")
    Map<String, String> as = new LinkedHashMap<>();

    @Option(
            names = "--infinity",
            paramLabel = "error|sentinel|text",
            defaultValue = "error",
            description = "What becomes of infinite dates and timestamps (default: ${DEFAULT-VALUE}).")
    Infinity infinity = Infinity.ERROR;

    @Option(
            names = "--unit-bytes",
            paramLabel = "SIZE",
            defaultValue = "512MiB",
            description = "How much of a table one connection takes at a time at most (default: ${DEFAULT-VALUE}).")
    ByteSize unitBytes = new ByteSize(512L << 20);

    @Option(
            names = "--statement-timeout",
            paramLabel = "SECONDS",
            description = "End statements that take longer (default: as the server has it).")
    @Nullable
    Integer statementTimeout;

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Wait so long for a table that someone has locked (default: ${DEFAULT-VALUE}).")
    int lockTimeout = 30;

    @Option(
            names = "--max-rate",
            paramLabel = "SIZE",
            description = "Take at most so many bytes in a second, over all connections: 20MB (default: no limit).")
    @Nullable
    ByteSize maxRate;

    @Option(
            names = "--transport",
            paramLabel = "automatic|driver",
            defaultValue = "automatic",
            description = "automatic: read straight from the driver's socket. driver: row by row through it (default:"
                    + " ${DEFAULT-VALUE}).")
    PostgresOptions.Transport transport = PostgresOptions.Transport.AUTOMATIC;

    /** Whether it says of which tables. */
    boolean namesTables() {
        return !tables.isEmpty() || !partitionsOf.isEmpty();
    }

    PostgresOptions options(Map<String, String> environment, int valueBytesMax) {
        check();
        PostgresOptions options = PostgresOptions.of(url, authenticated(environment), tables)
                .withConnections(connections)
                .withUnitBytes(unitBytes.bytes())
                .withOrder(order)
                .withColumns(columns)
                .withAs(as())
                .withInfinity(infinity)
                .withValueBytesMax(valueBytesMax)
                .withTransport(transport)
                .withLockTimeout(Duration.ofSeconds(lockTimeout));
        if (!key.isEmpty()) {
            options = options.withKey(Spelled.key(key));
        }
        options = options.withPartitions(partitions());
        if (where != null) {
            options = options.withWhere(where);
        }
        if (maxRate != null) {
            options = options.withMaxRate(maxRate.bytes());
        }
        if (statementTimeout != null) {
            options = options.withStatementTimeout(Duration.ofSeconds(statementTimeout));
        }
        return options;
    }

    private Map<String, String> authenticated(Map<String, String> environment) {
        if (auth == null) {
            return environment;
        }
        Map<String, String> said = new HashMap<>(environment);
        said.put("SLIPWAY_AUTH", auth);
        return said;
    }

    private Partitions partitions() {
        try {
            return new Partitions(partitionsOf, Optional.ofNullable(olderThan).map(TimeSpan::parse));
        } catch (IllegalArgumentException e) {
            throw refused("--older-than: " + e.getMessage());
        }
    }

    private Map<String, As> as() {
        Map<String, As> parsed = new LinkedHashMap<>();
        as.forEach((column, type) -> parsed.put(column, As.parse(type)));
        return parsed;
    }

    private void check() {
        if (key.size() > 2) {
            throw refused("--key names a timestamp column and an id column, not " + key.size() + " columns: "
                    + String.join(",", key));
        }
        if (connections < 1 || connections > 64) {
            throw refused("--connections is 1 to 64, not " + connections);
        }
        if (maxRate != null && maxRate.bytes() < 1) {
            throw refused("--max-rate is at least 1 byte per second");
        }
        if (unitBytes.bytes() < 1 || lockTimeout < 0 || statementTimeout != null && statementTimeout < 0) {
            throw refused("--unit-bytes is at least 1, timeouts are not negative");
        }
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
