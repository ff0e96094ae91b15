package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a contestant leaves its files. */
final class Folder {
    private Folder() {}

    /** Makes it an empty folder, whatever it was. */
    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> tree = Files.walk(folder)) {
                all = tree.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
        Files.createDirectories(folder);
    }

    static long parquetBytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path :
                    tree.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    /** How many rows the footers of its files tell; by DuckDB, whoever wrote them. */
    static long parquetRows(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT sum(num_rows) FROM parquet_file_metadata('" + folder + "/**/*.parquet')")) {
            result.next();
            return result.getLong(1);
        }
    }
}
