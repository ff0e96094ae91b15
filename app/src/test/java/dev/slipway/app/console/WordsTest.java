package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as a person reads them. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9995, 10.0 kB",
        "99949, 99.9 kB",
        "99950, 100 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "342000000, 342 MB",
        "9223372036854775807, 9223 PB",
    })
    void bytesHaveThreeDigitsAndAUnit(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9999, 9999", "10000, 10 k", "999499, 999 k", "1000000, 1.00 M", "3214567, 3.21 M"})
    void largeCountsAreBrief(long count, String words) {
        assertThat(Words.brief(count)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "999, 1.0 s", "9994, 10.0 s", "42000, 42 s", "200000, 3 min 20 s", "7500000, 2 h 5 min"})
    void timesAreRounded(long millis, String words) {
        assertThat(Words.time(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void oneIsSingular() {
        assertThat(Words.count(1, "row")).isEqualTo("1 row");
        assertThat(Words.count(0, "row")).isEqualTo("0 rows");
        assertThat(Words.count(1_234_567, "row")).isEqualTo("1,234,567 rows");
    }

    @Test
    void controlCharactersAreNotPlayed() {
        assertThat(Words.printable("a\u001b[2J\r\n\tb\u007f")).isEqualTo("a·[2J···b·");
        assertThat(Words.printable("Näme – 表")).isEqualTo("Näme – 表");
    }
}
