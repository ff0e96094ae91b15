package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of types is what an export from a real server makes of them. */
final class TypesPageTest {
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** A row of the page: a type, and what it is said to become. */
    private record Mapping(String type, String ours, String parquet) {}

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;
    private static Page page;

    @BeforeAll
    static void start() throws IOException, SQLException {
        page = Page.read("docs/reference/types.md");
        server = EmbeddedPostgres.builder().start();
        for (Page.Code block : page.code()) {
            if (block.language().equals("sql")) {
                execute(String.join("\n", block.lines()));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void every_type_on_the_page_becomes_what_the_page_says() throws Exception {
        List<Mapping> mappings = mappings();
        assertThat(mappings).hasSizeGreaterThan(40);

        Exported exported =
                export("documented", mappings.stream().map(Mapping::type).toList());

        for (int i = 0; i < mappings.size(); i++) {
            Mapping mapping = mappings.get(i);
            assertThat(exported.type(i)).as(mapping.type()).isEqualTo(mapping.ours());
            assertThat(exported.physicalTypes(i))
                    .as(mapping.type())
                    .allSatisfy(physical -> assertThat(mapping.parquet()).contains(physical));
        }
    }

    @Test
    void every_type_of_the_server_that_is_not_kept_as_text_is_on_the_page() throws Exception {
        List<String> builtIn = builtIn();
        Exported all = export("everything", builtIn);
        List<Mapping> mappings = mappings();
        Exported documented =
                export("named", mappings.stream().map(Mapping::type).toList());

        Set<String> listed = new TreeSet<>();
        for (int i = 0; i < mappings.size(); i++) {
            listed.add(documented.origin(i, "postgres.type").replaceFirst("\\(.*", ""));
        }
        for (int i = 0; i < builtIn.size(); i++) {
            if (all.origin(i, "postgres.as").isEmpty()) {
                assertThat(listed).as("types on the page").contains(all.origin(i, "postgres.type"));
            }
        }
    }

    private static List<Mapping> mappings() {
        List<Mapping> mappings = new ArrayList<>();
        for (List<String> cells : page.rows(4)) {
            Matcher ours = SPAN.matcher(cells.get(1));
            Matcher types = SPAN.matcher(cells.get(0));
            while (types.find()) {
                assertThat(ours.reset().find())
                        .as("our type in the row of %s", types.group())
                        .isTrue();
                mappings.add(new Mapping(sample(types.group(1)), sample(ours.group(1)), cells.get(2)));
            }
        }
        return mappings;
    }

    /** Numbers in the place of letters. */
    private static String sample(String type) {
        return type.replace("(p,s)", "(12,2)").replace("(n)", "(3)");
    }

    /** The server's own types that are made of no others and that columns can have. */
    private static List<String> builtIn() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT quote_ident(typname) FROM pg_type WHERE typtype = 'b'"
                        + " AND typcategory <> 'A' AND typnamespace = 'pg_catalog'::regnamespace ORDER BY typname")) {
            while (rows.next()) {
                names.add("pg_catalog." + rows.getString(1));
            }
        }
        assertThat(names).hasSizeGreaterThan(50);
        return names;
    }

    private static Exported export(String table, List<String> types) throws Exception {
        StringBuilder sql = new StringBuilder("CREATE TABLE " + table + " (");
        for (int i = 0; i < types.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append('c').append(i).append(' ').append(types.get(i));
        }
        execute(sql + "); INSERT INTO " + table + " DEFAULT VALUES");
        String url = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
        return Exported.of(url, "public." + table, folder.resolve(table));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
