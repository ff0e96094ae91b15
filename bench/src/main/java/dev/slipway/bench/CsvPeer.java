package dev.slipway.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * DuckDB's own way from CSV to Parquet, with two threads; types are given to it.
 *
 * <p>Arguments: the CSV file, the folder.
 */
final class CsvPeer {
    private CsvPeer() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute(
                    "COPY (FROM read_csv('" + arguments[0] + "', header = true, columns = " + MixedCsv.columns()
                            + ")) TO '" + Path.of(arguments[1], "duckdb.parquet") + "' " + DuckDbPeer.copy(false));
        }
    }
}
