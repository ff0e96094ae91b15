package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of random shape, partitioned at random, read in random pieces: every row comes once, as the server has it. */
class RandomTablesTest {
    private static final String[][] COLUMNS = {
        {"int", "(random()*1000)::int"},
        {"text", "md5(random()::text)"},
        {"varchar(43)", "left(md5(random()::text), (random()*43)::int)"},
        {"timestamp", "'2024-01-01'::timestamp + random()*interval '300 days'"},
        {"numeric(20,6)", "random()*1e12"},
        {"bytea", "decode(md5(random()::text), 'hex')"},
        {"int[]", "array[1, (random()*10)::int]"},
        {"jsonb", "jsonb_build_object('a', random() < 0.5)"},
        {"uuid", "md5(random()::text)::uuid"},
        {"date", "'2024-01-01'::date + (random()*300)::int"},
        {"bigint", "(random()*1e15)::bigint"}
    };

    private static final String[] NAMES = {"plain", "Quoted Name", "we\"ird", "select", "ünïcode", "a.b", "it's", "\\"};

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void everyRowComesOnceAsTheServerHasIt(long seed) throws SQLException {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(List.of(NAMES));
        Collections.shuffle(names, random);
        int width = 1 + random.nextInt(NAMES.length);
        List<String> definitions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String[] column = COLUMNS[random.nextInt(COLUMNS.length)];
            definitions.add(Sql.identifier(names.get(i)) + " " + column[0]);
            values.add(
                    random.nextBoolean()
                            ? column[1]
                            : "CASE WHEN random() < " + random.nextDouble() + " THEN " + column[1] + " END");
            texts.add(Sql.identifier(names.get(i)) + "::text");
        }
        String table = Sql.identifier("T " + names.get(0));
        TestServer.Database database = TestServer.newest().database();
        create(database, table, definitions, random);
        database.run(
                "SELECT setseed(" + random.nextDouble() + "); INSERT INTO " + table + " SELECT i, "
                        + String.join(", ", values) + " FROM generate_series(1, 12000) i",
                "DELETE FROM " + table + " WHERE \"#\" % 5 = " + random.nextInt(5));
        PostgresOptions options = database.options(table)
                .withUnitBytes(100_000 + random.nextInt(2_000_000))
                .withConnections(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            Schema schema = Export.table(options).schema();
            String other = random.nextBoolean() ? "#" : names.get(width - 1);
            Type type =
                    schema.fields().get(schema.position(other).orElseThrow()).type();
            options = options.withOrder(PostgresOptions.Order.KEY)
                    .withKey(new Key(Optional.empty(), Optional.of(KeyRange.canBeId(type) ? other : "#")));
        }
        List<List<@Nullable String>> expected = rows(
                database, "SELECT \"#\"::text, " + String.join(", ", texts) + " FROM " + table + " ORDER BY \"#\" + 0");
        List<List<@Nullable String>> read = Export.rows(options);
        read.sort((a, b) -> Integer.compare(number(a), number(b)));
        assertThat(read).as("seed %s", seed).isEqualTo(expected);
    }

    private static int number(List<@Nullable String> row) {
        return Integer.parseInt(String.valueOf(row.get(0)));
    }

    /** Plain, or in partitions whose columns stand in another order and follow dropped ones. */
    private static void create(TestServer.Database database, String table, List<String> definitions, Random random)
            throws SQLException {
        String columns = "\"#\" int NOT NULL, " + String.join(", ", definitions);
        if (random.nextInt(3) == 0) {
            database.run("CREATE TABLE " + table + " (" + columns + ")");
            return;
        }
        database.run("CREATE TABLE " + table + " (" + columns + ") PARTITION BY RANGE (\"#\")");
        for (int part = 0; part < 3; part++) {
            List<String> shuffled = new ArrayList<>(definitions);
            shuffled.add("\"#\" int NOT NULL");
            shuffled.add("gone text");
            Collections.shuffle(shuffled, random);
            String name = Sql.identifier("part \" " + part);
            database.run(
                    "CREATE TABLE " + name + " (" + String.join(", ", shuffled) + ")",
                    "ALTER TABLE " + name + " DROP COLUMN gone",
                    "ALTER TABLE " + table + " ATTACH PARTITION " + name + " FOR VALUES FROM (" + part * 5000 + ") TO ("
                            + (part + 1) * 5000 + ")");
        }
    }

    private static List<List<@Nullable String>> rows(TestServer.Database database, String query) throws SQLException {
        List<List<@Nullable String>> found = new ArrayList<>();
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
        }
        return found;
    }
}
