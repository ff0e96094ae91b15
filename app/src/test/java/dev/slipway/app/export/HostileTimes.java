package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.spellings;

import java.util.List;
import java.util.stream.Stream;

/** Days that never were, and hours that were twice. Each spelling is a record of its own. */
final class HostileTimes {
    private static final String MICROS = "epoch_us(v)";
    private static final String NEW_YORK = "{type: timestamp utc, zone: America/New_York}";

    private HostileTimes() {}

    static List<HostileFile> files() {
        return Stream.of(times(), zones()).flatMap(List::stream).toList();
    }

    private static List<HostileFile> times() {
        return List.of(
                spellings(
                        "the last of February",
                        "date",
                        rows(3).rejects(3, 5, "2025-02-29").holding("v", "2024-02-29|2000-02-29|2025-02-28"),
                        "2024-02-29",
                        "2000-02-29",
                        "2025-02-28",
                        "2025-02-29",
                        "1900-02-29",
                        "2024-02-30"),
                spellings(
                        "years at their borders",
                        "date",
                        rows(2).rejects(3, 4, "0000-01-01").holding("v", "0001-01-01|9999-12-31"),
                        "0001-01-01",
                        "9999-12-31",
                        "0000-01-01",
                        "-0001-01-01",
                        "99999999-01-01"),
                spellings(
                        "dates in other words",
                        "date",
                        rows(0).rejects(6, 2, "is not a date like 2025-10-28"),
                        "28.10.2025",
                        "10/28/2025",
                        "2025-10-28T00:00:00",
                        "2025-13-01",
                        "2025-1-1",
                        "today"),
                spellings(
                        "the end of a day",
                        "timestamp local",
                        rows(1).rejects(4, 3, "24:00:00").holding("v", "2025-10-28 23:59:59.999999"),
                        "2025-10-28T23:59:59.999999",
                        "2025-10-28T24:00:00",
                        "2025-10-28T23:59:60",
                        "2025-10-28T23:60:00",
                        "2025-10-28T25:00:00"),
                spellings(
                        "times of day",
                        "time",
                        rows(2).rejects(3, 4, "24:00:00").holding("v", "00:00:00|23:59:59.999999"),
                        "00:00:00",
                        "23:59:59.999999",
                        "24:00:00",
                        "23:59:60",
                        "-01:00:00"),
                spellings(
                        "parts of a second that are too small",
                        "timestamp local",
                        rows(1).rejects(2, 3, "micros").holding("v", "2025-10-28 00:00:00.123456"),
                        "2025-10-28T00:00:00.123456000",
                        "2025-10-28T00:00:00.1234567",
                        "2025-10-28T00:00:00.123456789"),
                spellings(
                        "nanoseconds beyond what can be counted",
                        "timestamp nanos local",
                        rows(1).rejects(2, 3, "nanos").holding("v", "2262-04-11 23:47:16.854775806"),
                        "2262-04-11T23:47:16.854775806",
                        "2262-04-11T23:47:16.854775808",
                        "0001-01-01T00:00:00"));
    }

    private static List<HostileFile> zones() {
        return List.of(
                spellings(
                        "times without a zone",
                        "timestamp utc",
                        rows(1).rejects(2, 2, "2025-10-28T10:00:00").holding(MICROS, "1761645600000000"),
                        "2025-10-28T10:00:00",
                        "2025-10-28 10:00:00",
                        "2025-10-28T10:00:00Z"),
                spellings(
                        "offsets",
                        "timestamp utc",
                        rows(3).rejects(4, 5, "+24:00")
                                .holding(MICROS, "1761645600000000|1761645600000000|1761645600000000"),
                        "2025-10-29T00:00:00+14:00",
                        "2025-10-27T22:00:00-12:00",
                        "2025-10-28T10:00:00+00",
                        "2025-10-28T10:00:00+24:00",
                        "2025-10-28T10:00:00+5",
                        "2025-10-28T10:00:00+10:75",
                        "2025-10-28T10:00:00+99:99"),
                spellings(
                        "an hour that never was",
                        NEW_YORK,
                        rows(2).rejects(2, 3, "never was in America/New_York", "clocks were changed")
                                .holding(MICROS, "1741503599999999|1741503600000000"),
                        "2025-03-09T01:59:59.999999",
                        "2025-03-09T02:00:00",
                        "2025-03-09T02:59:59.999999",
                        "2025-03-09T03:00:00"),
                spellings(
                        "an hour that was twice",
                        NEW_YORK,
                        rows(2).rejects(2, 3, "was twice in America/New_York", "clocks were changed")
                                .holding(MICROS, "1762059599999999|1762066800000000"),
                        "2025-11-02T00:59:59.999999",
                        "2025-11-02T01:00:00",
                        "2025-11-02 01:59:59.999999",
                        "2025-11-02T02:00:00"),
                spellings(
                        "an hour that was twice, with its offset",
                        NEW_YORK,
                        rows(2).holding(MICROS, "1762061400000000|1762065000000000"),
                        "2025-11-02T01:30:00-04:00",
                        "2025-11-02T01:30:00-05:00"),
                spellings(
                        "a day that never was",
                        "{type: timestamp utc, zone: Pacific/Apia}",
                        rows(1).rejects(1, 2, "never was in Pacific/Apia"),
                        "2011-12-30T12:00:00",
                        "2011-12-31T12:00:00"),
                spellings(
                        "counts of seconds",
                        "{type: timestamp utc, format: epoch-seconds}",
                        rows(2).rejects(3, 4, "epoch-seconds are no whole number of micros")
                                .holding(MICROS, "-1000000|1500000"),
                        "-1",
                        "1.5",
                        "9223372036854775807",
                        "1.0000001",
                        "now"));
    }
}
