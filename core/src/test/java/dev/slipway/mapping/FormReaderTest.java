package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Texts one at a time, as the steps of mappings read them. */
final class FormReaderTest {
    private static boolean read(FormReader reader, String text) {
        byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return reader.read(utf8, 1, utf8.length - 2);
    }

    @Test
    void everySpellingOfAValueIsTakenAndNothingElse() {
        FormReader whole = new FormReader(new Form.Whole(32));

        assertThat(read(whole, "-7")).isTrue();
        assertThat(whole.low()).isEqualTo(-7);
        assertThat(whole.high()).isEqualTo(-1);
        assertThat(read(whole, "7.0")).isTrue();
        assertThat(whole.low()).isEqualTo(7);
        assertThat(read(whole, "7.5")).isFalse();
        assertThat(read(whole, "2147483648")).isFalse();
        assertThat(read(whole, "8")).isTrue();
        assertThat(whole.expected()).isEqualTo("an integer of 32 bits");
    }

    @Test
    void wideValuesHaveTwoHalves() {
        FormReader decimal = new FormReader(new Form.Decimal(38, 1));

        assertThat(read(decimal, "1844674407370955161.6")).isTrue();
        assertThat(decimal.high()).isEqualTo(1);
        assertThat(decimal.low()).isZero();
    }

    @Test
    void timesAreMicroseconds() {
        FormReader time = new FormReader(new Form.Timestamp(true, true, OptionalInt.empty()));

        assertThat(read(time, "1970-01-01 01:00:00.5+01")).isTrue();
        assertThat(time.low()).isEqualTo(500_000);
    }

    @Test
    void jsonIsNotRead() {
        assertThatThrownBy(() -> new FormReader(new Form.Json())).isInstanceOf(IllegalArgumentException.class);
    }
}
