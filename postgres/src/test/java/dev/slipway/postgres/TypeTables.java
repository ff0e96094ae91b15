package dev.slipway.postgres;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tables of one type each, with its extremes and seeded random values, on every server. */
final class TypeTables {
    static final double SEED = 0.4242;
    private static final int RANDOM_VALUES = 1500;
    private static final Map<TestServer, TestServer.Database> DATABASES = new ConcurrentHashMap<>();

    private TypeTables() {}

    /** The server's database for such tables, one for all tests. */
    static TestServer.Database database(TestServer server) {
        return DATABASES.computeIfAbsent(server, s -> {
            try {
                return s.database(TypeCases.SETUP);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Makes the table of a case anew: columns {@code id} and {@code v}; returns its name. */
    static String fill(TestServer.Database database, TypeCases.Case c) throws SQLException {
        String table = "t_" + TypeCases.ALL.indexOf(c);
        StringBuilder insert = new StringBuilder("INSERT INTO " + table + "(v) VALUES (NULL)");
        for (String extreme : c.extremes()) {
            insert.append(", (").append(extreme).append(')');
        }
        database.run(
                "DROP TABLE IF EXISTS " + table,
                "CREATE TABLE " + table + " (id int GENERATED ALWAYS AS IDENTITY, v " + c.type() + ")",
                insert.toString(),
                "SELECT setseed(" + SEED + "); INSERT INTO " + table
                        + "(v) SELECT CASE WHEN random() < 0.1 THEN NULL ELSE " + c.random()
                        + " END FROM generate_series(1, " + RANDOM_VALUES + ")");
        return table;
    }

    /** Makes a table with a column for each case, filled as those of the cases are; returns its name. */
    static String fillAll(TestServer.Database database) throws SQLException {
        StringBuilder create = new StringBuilder("CREATE TABLE t_all (n int");
        StringBuilder insert = new StringBuilder("INSERT INTO t_all SELECT n");
        StringBuilder from = new StringBuilder(" FROM generate_series(1, " + (RANDOM_VALUES + 20) + ") n");
        for (int i = 0; i < TypeCases.ALL.size(); i++) {
            String table = fill(database, TypeCases.ALL.get(i));
            create.append(", c")
                    .append(i)
                    .append(' ')
                    .append(TypeCases.ALL.get(i).type());
            insert.append(", ").append(table).append(".v");
            from.append(" LEFT JOIN ")
                    .append(table)
                    .append(" ON ")
                    .append(table)
                    .append(".id = n");
        }
        database.run("DROP TABLE IF EXISTS t_all", create + ")", "SET join_collapse_limit = 1; " + insert + from);
        return "t_all";
    }
}
