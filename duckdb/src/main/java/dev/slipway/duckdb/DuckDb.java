package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.job.Key;
import dev.slipway.reconcile.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB engine inside this process, with no database file: it reads what is on disk. Extensions are neither downloaded
 * nor loaded. Thread-safe; what it returns is for one thread. Close what it returned before closing it.
 */
public final class DuckDb implements AutoCloseable {
    /**
     * What the engine may use.
     *
     * @param threads for each query, the caller's included; several callers share those of the engine
     * @param memoryBytesMax DuckDB's own limit: a scan needs about 100 MB, sorts beyond it spill
     * @param temporary where sorts spill and remote files are copied to; empty: the system's place
     */
    public record Settings(int threads, long memoryBytesMax, Optional<Path> temporary) {
        /** Two threads and 256 MiB. */
        public static final Settings DEFAULT = new Settings(2, 256L << 20, Optional.empty());

        public Settings {
            if (threads < 1) {
                throw new IllegalArgumentException("DuckDB needs at least one thread, not " + threads);
            }
            if (memoryBytesMax < 64L << 20) {
                throw new IllegalArgumentException("DuckDB needs at least 64 MiB, not " + memoryBytesMax + " bytes");
            }
        }
    }

    private final Settings settings;
    private final Cancel cancel;
    private final DuckDBConnection root;
    private final BufferAllocator allocator = new RootAllocator();
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();

    private DuckDb(Settings settings, Cancel cancel, DuckDBConnection root) {
        this.settings = settings;
        this.cancel = cancel;
        this.root = root;
    }

    /**
     * Starts an engine. Queries end with a CANCELLED failure soon after {@code cancel} is requested.
     *
     * @throws Failure UNAVAILABLE when the native library does not start
     */
    public static DuckDb open(Settings settings, Cancel cancel) {
        return open("", settings, cancel);
    }

    /** Starts an engine that writes a database file: what is defined goes there. */
    public static DuckDb create(Path file, Settings settings, Cancel cancel) {
        return open(file.toAbsolutePath().toString(), settings, cancel);
    }

    private static DuckDb open(String file, Settings settings, Cancel cancel) {
        DuckDBConnection root;
        try {
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, properties(settings));
            try (Statement statement = root.createStatement()) {
                // These two belong to extensions, which are there only once the engine is.
                statement.execute("SET GLOBAL TimeZone = 'UTC'");
                statement.execute("SET GLOBAL enable_geoparquet_conversion = false");
            }
        } catch (SQLException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "DuckDB does not start: " + e.getMessage(), e);
        }
        DuckDb engine = new DuckDb(settings, cancel, root);
        cancel.onRequest(engine::interrupt);
        return engine;
    }

    private static Properties properties(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("arrow_lossless_conversion", "true");
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty("memory_limit", settings.memoryBytesMax() + "B");
        properties.setProperty(
                "temp_directory", temporary(settings).resolve("duckdb-spill").toString());
        return properties;
    }

    private static Path temporary(Settings settings) {
        return settings.temporary().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * The rows of a Parquet file in any order, its columns being exactly those of {@code table}.
     *
     * @throws Failure CORRUPT when the file cannot be read as that, then or while rows are asked for; UNAVAILABLE when it
     *     is not there
     */
    public Batches read(Path file, Table table) {
        return ParquetBatches.open(this, file, table, false);
    }

    /** Like {@link #read}, of a file that is known to have so many bytes to a row: it is not asked for that. */
    Batches read(Path file, Table table, long rowBytes) {
        return ParquetBatches.open(this, file, table, false, rowBytes);
    }

    /** Like {@link #read}, but of the file's columns only those that {@code table} names. */
    public Batches readColumns(Path file, Table table) {
        return ParquetBatches.open(this, file, table, true);
    }

    /**
     * What can be aggregated over the rows of Parquet files whose columns are those of {@code table}, in its order.
     *
     * @throws Failure as {@link #read}
     */
    public Figures figures(List<Path> files, Table table) {
        return ParquetFigures.of(this, files, table);
    }

    /**
     * What a name has to say of a Parquet file. Key columns that the file lacks count as not there.
     *
     * @throws Failure as {@link #read}; CONFIG when a key column is of a type that names cannot tell
     */
    public NamedRows namedRows(Path file, Key key) {
        return NamedRowsQuery.of(this, file, key);
    }

    /** Where copies of what is remote go. */
    Path temporary() {
        return temporary(settings);
    }

    BufferAllocator allocator() {
        return allocator;
    }

    Cancel cancel() {
        return cancel;
    }

    /** A connection of its own to the engine. */
    Connection connect() throws SQLException {
        cancel.check();
        return root.duplicate();
    }

    /** Has a statement interrupted when a stop is asked for, until {@link #done}. */
    void watch(Statement statement) {
        running.add(statement);
        cancel.check();
    }

    void done(Statement statement) {
        running.remove(statement);
    }

    private void interrupt() {
        for (Statement statement : running) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It ended by itself in the meantime.
            }
        }
    }

    /** The first row of a query over {@code files}, its values as DuckDB renders them. */
    List<@Nullable String> row(List<Path> files, String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // A streamed result loses the message of an error that comes with its first rows.
            statement.execute("SET jdbc_stream_results = false");
            watch(statement);
            try (ResultSet result = statement.executeQuery(sql)) {
                List<@Nullable String> row = new ArrayList<>();
                if (result.next()) {
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                }
                return row;
            } finally {
                done(statement);
            }
        } catch (SQLException e) {
            throw failure(suspect(files), e);
        }
    }

    private static Path suspect(List<Path> files) {
        return files.stream()
                .filter(file -> !Files.isReadable(file))
                .findFirst()
                .orElse(files.get(0));
    }

    /** What to throw when DuckDB could not read {@code file}. */
    Failure failure(Path file, Exception cause) {
        String message = message(cause);
        if (cancel.requested()) {
            return new Failure(Failure.Kind.CANCELLED, "interrupted", cause);
        }
        if (!Files.isReadable(file)) {
            return new Failure(Failure.Kind.UNAVAILABLE, file + " is not there or cannot be opened", cause);
        }
        if (message.contains("Out of Memory")) {
            return new Failure(
                    Failure.Kind.UNAVAILABLE,
                    file + " cannot be read within " + (settings.memoryBytesMax() >> 20) + " MiB: " + message,
                    cause);
        }
        return new Failure(Failure.Kind.CORRUPT, file + " cannot be read: " + message, cause);
    }

    /** DuckDB's message without the query it quotes. */
    private static String message(Exception cause) {
        return unwrapped(cause).lines().findFirst().orElse("");
    }

    /** DuckDB's message without what the bridge to Arrow wraps it in. */
    static String unwrapped(Exception cause) {
        String message = String.valueOf(cause.getMessage());
        String wrapper = "message=";
        int wrapped = message.indexOf(wrapper);
        if (!message.startsWith("[errno") || wrapped < 0) {
            return message;
        }
        int end = message.endsWith("}") ? message.length() - 1 : message.length();
        return message.substring(wrapped + wrapper.length(), end);
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "DuckDB did not close: " + e.getMessage(), e);
        } finally {
            allocator.close();
        }
    }
}
