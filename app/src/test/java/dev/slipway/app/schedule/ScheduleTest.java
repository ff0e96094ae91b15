package dev.slipway.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
    @ParameterizedTest
    @CsvSource({"Asia/Bangkok, Europe/Berlin", "Europe/Berlin, America/New_York", "Europe/Berlin, UTC"})
    void clocksThatDoNotGoTogetherAreRefused(String zone, String machine) {
        assertThatThrownBy(() -> Jobs.daily(zone, "05:00").in(ZoneId.of(machine), Jobs.NOW))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.text())
                        .contains(zone, machine, "do not go together", "--machine-zone"));
    }

    @Test
    void aDayOfTheMonthThatIsAnotherDayThereIsRefused() {
        assertThatThrownBy(() -> Jobs.cron("Asia/Bangkok", "0 5 1 * *").in(ZoneId.of("UTC"), Jobs.NOW))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.text())
                        .contains("the day before or after", "UTC"));
    }

    @Test
    void itIsToldInWords() {
        assertThat(Jobs.daily("Asia/Bangkok", "05:00").words()).isEqualTo("at 05:00 every day in Asia/Bangkok");
        assertThat(Jobs.cron("UTC", "30 6,18 * * 1-2").words()).isEqualTo("at 06:30, 18:30 on Mon, Tue in UTC");
        assertThat(Jobs.cron("UTC", "0 * 1 3 *").words())
                .isEqualTo("at 00:00, 01:00, 02:00, 03:00, 04:00, 05:00 and 18 more times on the 1 of Mar in UTC");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Berlin    | 30 2 * * *   | 02:30 on 2027-03-28 in Europe/Berlin does not exist
            Europe/Berlin    | 30 2 * 10 *  | 02:30 on 2027-10-31 in Europe/Berlin comes twice
            America/New_York | 0 2 * * sun  | 02:00 on 2027-03-14 in America/New_York does not exist
            """)
    void timesThatChangesOfClocksTakeOrDoubleAreTold(String zone, String fields, String note) {
        assertThat(ClockChanges.of(Jobs.cron(zone, fields), Jobs.NOW))
                .hasValueSatisfying(text -> assertThat(text).startsWith(note));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Berlin | 0 5 * * *
            Europe/Berlin | 0 3 * * *
            Europe/Berlin | 30 2 * * 1
            Europe/Berlin | */15 * * * *
            Asia/Bangkok  | 30 2 * * *
            """)
    void otherTimesAreNot(String zone, String fields) {
        assertThat(ClockChanges.of(Jobs.cron(zone, fields), Jobs.NOW)).isEmpty();
    }
}
