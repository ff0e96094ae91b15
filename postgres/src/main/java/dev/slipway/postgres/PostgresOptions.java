package dev.slipway.postgres;

import dev.slipway.job.Key;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to export, and how. Made by {@link #of}, changed by the {@code with…} methods.
 *
 * @param url {@code postgresql://…}, {@code jdbc:postgresql:…} or {@code host=… dbname=…}; empty: the environment alone
 * @param environment of the process: {@code PGHOST} and the like, and {@code HOME}
 * @param tables names or patterns ({@code public.events_*}, {@code "Quoted"."Name"}); a partitioned table stands for its
 *     partitions; empty when {@code query} is given
 * @param where an SQL condition that rows must meet
 * @param columns which columns to take, in this order; empty: all
 * @param query an SQL query to export instead of tables
 * @param queryName what the rows of the query are called
 * @param connections how many units are read at once
 * @param unitBytes how much of a table, as stored in the server, makes a unit
 * @param key which columns name and order files; empty: as the primary key suggests
 * @param as what columns are to become, by name
 * @param valueBytesMax values larger than this are refused
 * @param statementTimeout for each statement; empty: as the server has it for the role; zero: none
 * @param lockTimeout how long to wait for a table that someone else holds exclusively; zero: not at all
 * @param partitions which partitions of which tables, besides {@code tables}
 */
public record PostgresOptions(
        String url,
        Map<String, String> environment,
        List<String> tables,
        Optional<String> where,
        List<String> columns,
        Optional<String> query,
        String queryName,
        int connections,
        long unitBytes,
        Order order,
        Optional<Key> key,
        Map<String, As> as,
        Infinity infinity,
        int valueBytesMax,
        Transport transport,
        Optional<Duration> statementTimeout,
        Duration lockTimeout,
        Partitions partitions) {

    /** In which order rows are read. */
    public enum Order {
        /** As they are stored: fastest. */
        STORED,
        /** By the key, within a file and from one to the next. */
        KEY
    }

    /** How the rows of a COPY come out of the driver. */
    public enum Transport {
        /** Straight from the driver's socket where it can be had, else through the driver. */
        AUTOMATIC,
        /** Through the driver, row by row. */
        DRIVER
    }

    public PostgresOptions {
        environment = Map.copyOf(environment);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        as = Map.copyOf(as);
    }

    /** Everything as by default. */
    public static PostgresOptions of(String url, Map<String, String> environment, List<String> tables) {
        return new PostgresOptions(
                url,
                environment,
                tables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "query",
                2,
                512L << 20,
                Order.STORED,
                Optional.empty(),
                Map.of(),
                Infinity.ERROR,
                256 << 20,
                Transport.AUTOMATIC,
                Optional.empty(),
                Duration.ofSeconds(30),
                Partitions.NONE);
    }

    /**
     * Whether this text of a connection has a password in it.
     *
     * @throws dev.slipway.Failure CONFIG, without repeating it, when it is no such text
     */
    public static boolean hasPassword(String url) {
        return ConnectionText.parse(url).keySet().stream()
                .anyMatch(keyword -> keyword.toLowerCase(Locale.ROOT).contains("password"));
    }

    /** Connects as this text and these variables say. */
    public PostgresOptions withConnection(String text, Map<String, String> variables) {
        return with(draft -> {
            draft.url = text;
            draft.environment = variables;
        });
    }

    /** Takes only rows that meet {@code condition}. */
    public PostgresOptions withWhere(String condition) {
        return with(draft -> draft.where = Optional.of(condition));
    }

    /** Takes these columns, in this order. */
    public PostgresOptions withColumns(List<String> names) {
        return with(draft -> draft.columns = names);
    }

    /** Reads so many units at once. */
    public PostgresOptions withConnections(int count) {
        return with(draft -> draft.connections = count);
    }

    /** Makes units of about so many bytes, as stored in the server. */
    public PostgresOptions withUnitBytes(long bytes) {
        return with(draft -> draft.unitBytes = bytes);
    }

    /** Reads rows in this order. */
    public PostgresOptions withOrder(Order wanted) {
        return with(draft -> draft.order = wanted);
    }

    /** Names and orders files by these columns. */
    public PostgresOptions withKey(Key columnsOfKey) {
        return with(draft -> draft.key = Optional.of(columnsOfKey));
    }

    /** Makes other things of some columns than their types suggest. */
    public PostgresOptions withAs(Map<String, As> byColumn) {
        return with(draft -> draft.as = byColumn);
    }

    /** Chooses what becomes of infinite dates and times. */
    public PostgresOptions withInfinity(Infinity choice) {
        return with(draft -> draft.infinity = choice);
    }

    /** Refuses values larger than {@code bytes}. */
    public PostgresOptions withValueBytesMax(int bytes) {
        return with(draft -> draft.valueBytesMax = bytes);
    }

    /** Chooses how rows come out of the driver. */
    public PostgresOptions withTransport(Transport choice) {
        return with(draft -> draft.transport = choice);
    }

    /** Ends statements that take longer; zero: never. */
    public PostgresOptions withStatementTimeout(Duration limit) {
        return with(draft -> draft.statementTimeout = Optional.of(limit));
    }

    /** Waits so long for a table that someone else holds exclusively; zero: not at all. */
    public PostgresOptions withLockTimeout(Duration limit) {
        return with(draft -> draft.lockTimeout = limit);
    }

    /** Exports the rows of {@code sql}, as a table called {@code name}. */
    public PostgresOptions withQuery(String sql, String name) {
        return with(draft -> {
            draft.query = Optional.of(sql);
            draft.queryName = name;
        });
    }

    /** Takes these partitions, besides the tables. */
    public PostgresOptions withPartitions(Partitions wanted) {
        return with(draft -> draft.partitions = wanted);
    }

    /** Takes this table and no other. */
    public PostgresOptions only(String table) {
        return with(draft -> {
            draft.tables = List.of(table);
            draft.partitions = Partitions.NONE;
        });
    }

    private PostgresOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while one of them is being changed. */
    private static final class Draft {
        String url;
        Map<String, String> environment;
        List<String> tables;
        Optional<String> where;
        List<String> columns;
        Optional<String> query;
        String queryName;
        int connections;
        long unitBytes;
        Order order;
        Optional<Key> key;
        Map<String, As> as;
        Infinity infinity;
        int valueBytesMax;
        Transport transport;
        Optional<Duration> statementTimeout;
        Duration lockTimeout;
        Partitions partitions;

        Draft(PostgresOptions options) {
            url = options.url;
            environment = options.environment;
            tables = options.tables;
            where = options.where;
            columns = options.columns;
            query = options.query;
            queryName = options.queryName;
            connections = options.connections;
            unitBytes = options.unitBytes;
            order = options.order;
            key = options.key;
            as = options.as;
            infinity = options.infinity;
            valueBytesMax = options.valueBytesMax;
            transport = options.transport;
            statementTimeout = options.statementTimeout;
            lockTimeout = options.lockTimeout;
            partitions = options.partitions;
        }

        PostgresOptions options() {
            return new PostgresOptions(
                    url,
                    environment,
                    tables,
                    where,
                    columns,
                    query,
                    queryName,
                    connections,
                    unitBytes,
                    order,
                    key,
                    as,
                    infinity,
                    valueBytesMax,
                    transport,
                    statementTimeout,
                    lockTimeout,
                    partitions);
        }
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "PostgresOptions[tables=" + tables + ", partitions=" + partitions + ", query=" + query + ", where="
                + where + ", columns=" + columns + ", connections=" + connections + ", order=" + order + ']';
    }
}
