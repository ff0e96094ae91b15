package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "5, 5000", "2 m, 120000", "1h, 3600000", "90d, 7776000000", "0, 0"})
    void a_duration_is_read_with_or_without_a_unit(String text, long millis) {
        assertThat(TimeSpan.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-5s", "1.5s", "5 days", "5S", "9999999999s"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a duration like 500ms, 5s or 2m");
    }

    @Test
    void its_text_is_read_as_the_same_duration() {
        for (Duration duration : new Duration[] {Duration.ZERO, Duration.ofMillis(1_500), Duration.ofDays(2)}) {
            assertThat(TimeSpan.parse(TimeSpan.text(duration))).isEqualTo(duration);
        }
    }
}
