package dev.slipway.bench;

import dev.slipway.data.Batches;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB writes what our decoder reads: batches become Arrow arrays, which DuckDB takes over the C interface without
 * copying them, and its own threads encode and compress.
 *
 * <p>Arguments: URL, table, folder, {@code default} or {@code fast}.
 */
final class DuckDbPeer {
    private DuckDbPeer() {}

    public static void main(String[] arguments) throws Exception {
        boolean fast = arguments[3].equals("fast");
        Path file = Path.of(arguments[2], "duckdb.parquet");
        try (Feed feed = Feed.open(arguments[0], arguments[1]);
                BufferAllocator allocator = new RootAllocator();
                DuckDBConnection connection = open()) {
            write(feed, allocator, connection, " TO '" + file + "' " + copy(fast));
            System.out.println("rows " + feed.rows());
        }
    }

    /** DuckDB's defaults with zstd, or what is cheapest: the lowest level, and the encodings that leave zstd less to do. */
    static String copy(boolean fast) {
        return "(FORMAT parquet, COMPRESSION zstd" + (fast ? ", COMPRESSION_LEVEL 1, PARQUET_VERSION v2)" : ")");
    }

    static String version() {
        String version = DuckDBDriver.class.getPackage().getImplementationVersion();
        return version == null ? "2.0.0.1" : version;
    }

    static DuckDBConnection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(Feed.STREAMS));
        properties.setProperty("preserve_insertion_order", "false");
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
    }

    private static void write(Feed feed, BufferAllocator allocator, DuckDBConnection connection, String target)
            throws SQLException {
        List<AutoCloseable> open = new ArrayList<>();
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < Feed.STREAMS; i++) {
            Batches batches = feed.stream();
            ArrowBatches reader = new ArrowBatches(allocator, feed.table().schema(), batches);
            ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
            Data.exportArrayStream(allocator, reader, stream);
            connection.registerArrowStream("stream" + i, stream);
            selects.add("FROM stream" + i);
            open.add(stream);
        }
        try (Connection own = connection;
                Statement statement = own.createStatement()) {
            statement.execute("COPY (" + String.join(" UNION ALL ", selects) + ")" + target);
        } finally {
            closeAll(open);
        }
    }

    private static void closeAll(List<AutoCloseable> open) {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
