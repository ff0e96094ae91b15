package dev.slipway.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
    @Test
    void theSumCarriesFromItsLowerIntoItsUpperHalf() {
        assertThat(new Digest(1, 0, -1L).plus(new Digest(2, 0, 1))).isEqualTo(new Digest(3, 1, 0));
        assertThat(new Digest(1, -1L, -1L).plus(new Digest(1, 0, 1))).isEqualTo(new Digest(2, 0, 0));
        assertThat(new Digest(1, 5, Long.MIN_VALUE).plus(new Digest(1, 5, Long.MIN_VALUE)))
                .isEqualTo(new Digest(2, 11, 0));
    }

    @Test
    void sumsDoNotDependOnTheirOrder() {
        Random random = new Random(1);
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            digests.add(new Digest(i, random.nextLong(), random.nextLong()));
        }
        Digest sum = digests.stream().reduce(Digest.EMPTY, Digest::plus);
        Collections.shuffle(digests, random);

        assertThat(digests.stream().reduce(Digest.EMPTY, Digest::plus)).isEqualTo(sum);
    }

    @Test
    void itsTextIsVersionRowsAndHexadecimalDigits() {
        assertThat(new Digest(12, 0xABCL, -1L)).hasToString("v1:12:0000000000000abcffffffffffffffff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1:0:00000000000000000000000000000000",
                "v1:999999999999999999:ffffffffffffffff8000000000000000",
                "v1:7:0123456789abcdeffedcba9876543210"
            })
    void itsTextIsReadBack(String text) {
        assertThat(Digest.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v2:1:0123456789abcdef0123456789abcdef",
                "v1:1:0123456789ABCDEF0123456789abcdef",
                "v1:1:0123456789abcdef0123456789abcde",
                "v1:1:0123456789abcdef0123456789abcdef0",
                "v1:-1:0123456789abcdef0123456789abcdef",
                "v1:9999999999999999999:0123456789abcdef0123456789abcdef",
                " v1:1:0123456789abcdef0123456789abcdef",
                "v1:1:0123456789abcdef0123456789abcdef\n"
            })
    void aTextThatIsNoDigestIsRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("v1:1000:");
    }
}
