package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.job.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which partitions are taken, by the end of their range. */
final class PartitionsTest {
    private static final Duration NINETY_DAYS = Duration.ofDays(90);

    private static final String ITEMS = """
            CREATE TABLE items (id int, at timestamp NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE items_pre PARTITION OF items FOR VALUES FROM (MINVALUE) TO ('2001-01-01');
            CREATE TABLE items_01 PARTITION OF items FOR VALUES FROM ('2001-01-01') TO ('2001-01-15 12:00:00.5');
            CREATE TABLE items_far PARTITION OF items FOR VALUES FROM ('2901-01-01') TO ('2999-01-01');
            CREATE TABLE items_end PARTITION OF items FOR VALUES FROM ('2999-01-01') TO (MAXVALUE);
            CREATE TABLE items_rest PARTITION OF items DEFAULT""";

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    private static List<String> taken(TestServer.Database database, Optional<Duration> age, String... parents) {
        return Export.plan(database.options().withPartitions(new Partitions(List.of(parents), age))).tables().stream()
                .map(Plan.PlannedTable::table)
                .map(table -> table.name())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void onlyThoseWhoseRangeEndedLongEnoughAgoAreTaken(TestServer server) throws SQLException {
        TestServer.Database database = server.database(ITEMS);
        assertThat(taken(database, Optional.of(NINETY_DAYS), "public.items")).containsExactly("items_01", "items_pre");
        assertThat(taken(database, Optional.empty(), "public.items"))
                .containsExactly("items_01", "items_end", "items_far", "items_pre", "items_rest");
    }

    @Test
    void theEndOfARangeIsComparedToTheSecondWithTheServersClock() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE p (at timestamptz) PARTITION BY RANGE (at)",
                        "DO $$ BEGIN EXECUTE format('CREATE TABLE p_old PARTITION OF p FOR VALUES FROM (MINVALUE) TO (%L)',"
                                + " now() - interval '90 days 1 second'); EXECUTE format('CREATE TABLE p_new PARTITION OF p FOR"
                                + " VALUES FROM (%L) TO (%L)', now() - interval '90 days 1 second',"
                                + " now() - interval '89 days 23 hours'); END $$");
        assertThat(taken(database, Optional.of(NINETY_DAYS), "p")).containsExactly("p_old");
    }

    @Test
    void aLeafIsAsOldAsAnythingAboveItSays() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE p (id int, day date) PARTITION BY RANGE (day)",
                        "CREATE TABLE p_old PARTITION OF p FOR VALUES FROM ('2001-01-01') TO ('2001-02-01')"
                                + " PARTITION BY HASH (id)",
                        "CREATE TABLE p_old_0 PARTITION OF p_old FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                        "CREATE TABLE p_old_1 PARTITION OF p_old FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                        "CREATE TABLE p_new PARTITION OF p FOR VALUES FROM ('2001-02-01') TO ('2999-01-01')"
                                + " PARTITION BY RANGE (day)",
                        "CREATE TABLE p_new_old PARTITION OF p_new FOR VALUES FROM ('2001-02-01') TO ('2001-03-01')",
                        "CREATE TABLE p_new_new PARTITION OF p_new DEFAULT",
                        "CREATE DOMAIN moment AS timestamp",
                        "CREATE TABLE d (at moment, n int) PARTITION BY RANGE (at, n)",
                        "CREATE TABLE d_old PARTITION OF d FOR VALUES FROM ('2001-01-01', 1) TO ('2001-02-01', MAXVALUE)",
                        "CREATE TABLE d_bc PARTITION OF d FOR VALUES FROM ('0044-03-15 BC', 1) TO ('0044-03-16 BC', 5)",
                        "CREATE TABLE d_endless PARTITION OF d FOR VALUES FROM ('2999-01-01', 1) TO ('infinity', 1)");
        assertThat(taken(database, Optional.of(NINETY_DAYS), "p")).containsExactly("p_new_old", "p_old_0", "p_old_1");
        assertThat(taken(database, Optional.of(NINETY_DAYS), "d")).containsExactly("d_bc", "d_old");
    }

    @Test
    void wherePartitionsHaveNoTimeNoneIsTakenAndEachSaysWhy() throws SQLException {
        TestServer.Database database = TestServer.newest()
                .database(
                        "CREATE TABLE p (id int, at timestamp) PARTITION BY RANGE (id)",
                        "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (1) TO (20010101)",
                        "CREATE TABLE p_rest PARTITION OF p DEFAULT",
                        "CREATE TABLE e (at timestamp) PARTITION BY RANGE (date_trunc('day', at))",
                        "CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM ('2001-01-01') TO ('2001-02-01')",
                        "CREATE TABLE l (at date) PARTITION BY LIST (at)",
                        "CREATE TABLE l_1 PARTITION OF l FOR VALUES IN ('2001-01-01')",
                        "CREATE TABLE \"none\" (at date) PARTITION BY LIST (at)",
                        "CREATE TABLE plain (at date)",
                        ITEMS);
        refused(
                database,
                "p",
                "public.p_1: it is divided by no time (FOR VALUES FROM (1) TO (20010101))",
                "public.p_rest: it is the default partition");
        refused(database, "e", "public.e_1: it is divided by no time");
        refused(database, "l", "public.l_1: it is divided by no time");
        refused(database, "none", "no partition of none is older than 90 days");
        refused(database, "plain", "public.plain has no partitions");
        refused(database, "itms", "no table matches \"itms\"", "public.items");
    }

    private static void refused(TestServer.Database database, String parent, String... why) {
        assertThatThrownBy(() -> taken(database, Optional.of(NINETY_DAYS), parent))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
                    assertThat(failure.text()).contains(why);
                });
    }

    @Test
    void anAgeWithoutPartitionsMeansNothing() {
        assertThatThrownBy(() -> new Partitions(List.of(), Optional.of(NINETY_DAYS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "FOR VALUES FROM ('2001-01-01') TO ('2001-02-01') | 2001-02-01",
                "FOR VALUES FROM (') TO (''x', 1) TO ('it''s', ') TO (''y') | it's",
                "FOR VALUES FROM ('2001-01-01') TO (MAXVALUE) | ",
                "FOR VALUES FROM (1) TO (2) | ",
                "FOR VALUES IN ('a') | ",
                "DEFAULT | "
            })
    void theEndOfARangeIsReadFromItsText(String bound, String end) {
        assertThat(PartitionChoice.rangeEnd(bound)).isEqualTo(Optional.ofNullable(end));
    }
}
