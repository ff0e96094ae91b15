package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the people who look after a server see of a session. */
class MannersTest {
    private static final String RUN = "0c41e241-00c6-4979-a9eb-40c96cf093ed";
    private static final Manners MANNERS = new Manners(RUN, Pace.FREE, System::nanoTime);

    private final List<String> warnings = new ArrayList<>();
    private final Context context = new Context(new Cancel(), event -> {
        if (event instanceof Event.Warned warned) {
            warnings.add(warned.text());
        }
    });

    private static List<String> names(TestServer.Database database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT application_name FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY backend_start")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    void aConnectionIsCalledByItsRunAndByWhatItReads() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t AS SELECT 1 AS a");
        try (Session<PostgresUnit> session = new PostgresSource(database.options("t"), MANNERS).open(Export.context());
                Reader<PostgresUnit> reader = session.reader()) {
            reader.digest(session.plan().tables().getFirst().units().getFirst());
            assertThat(names(database)).containsExactly("slipway 0c41e241 snapshot", "slipway 0c41e241 public.t/0");
        }
    }

    @Test
    void theUsersOwnNameStandsFirst() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t AS SELECT 1 AS a");
        PostgresOptions options = database.options("t");
        PostgresOptions called =
                options.withConnection(options.url() + "&application_name=nightly", options.environment());
        try (Session<PostgresUnit> session = new PostgresSource(called, MANNERS).open(Export.context())) {
            assertThat(session.plan().tables()).hasSize(1);
            assertThat(names(database)).contains("nightly 0c41e241 snapshot");
        }
    }

    @Test
    void aLongNameKeepsItsEndSincePartitionsBeginAlike() {
        String name = MANNERS.applicationName("slipway", "public." + "events_of_all_kinds_".repeat(4) + "2024_01/12");
        assertThat(name).hasSize(63).startsWith("slipway 0c41e241 ...").endsWith("_2024_01/12");
        assertThat(MANNERS.applicationName("größer", "öffentlich.t\n/0")).isEqualTo("gr??er 0c41e241 ?ffentlich.t?/0");
        assertThat(MANNERS.applicationName("x".repeat(80), "y".repeat(80))).hasSize(63);
    }

    @Test
    void aSnapshotThatIsHeldForHoursIsWarnedOfNowAndThen() throws SQLException {
        TestServer.Database database = TestServer.newest().database("CREATE TABLE t AS SELECT 1 AS a");
        AtomicLong clock = new AtomicLong();
        Manners timed = new Manners(RUN, Pace.FREE, clock::get);
        try (Session<PostgresUnit> session = new PostgresSource(database.options("t"), timed).open(context);
                Reader<PostgresUnit> reader = session.reader()) {
            PostgresUnit unit = session.plan().tables().getFirst().units().getFirst();
            for (int i = 0; i < 3; i++) {
                database.run("INSERT INTO t VALUES (2)");
            }
            clock.set(Duration.ofMinutes(59).toNanos());
            reader.digest(unit);
            assertThat(warnings).isEmpty();
            clock.set(Duration.ofMinutes(65).toNanos());
            reader.digest(unit);
            assertThat(warnings)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("held for 1 h 5 min", "vacuum", "--snapshot table");
            // Tests beside this one begin transactions of their own.
            assertThat(warnings.getFirst()).containsPattern("and [\\d,]+ transactions were begun since");
            assertThat(Integer.parseInt(warnings.getFirst()
                            .replaceAll(".*and ([\\d,]+) trans.*", "$1")
                            .replace(",", "")))
                    .isGreaterThanOrEqualTo(3);
            clock.set(Duration.ofMinutes(119).toNanos());
            reader.digest(unit);
            assertThat(warnings).hasSize(1);
            clock.set(Duration.ofHours(9).toNanos());
            reader.digest(unit);
            reader.digest(unit);
            assertThat(warnings).hasSize(2);
        }
    }
}
