package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class Sha256Test {
    @Test
    void textsCutInAnotherWayHaveAnotherHash() {
        assertThat(Stream.of(
                                List.<String>of(),
                                List.of(""),
                                List.of("", ""),
                                List.of("ab", "c"),
                                List.of("a", "bc"),
                                List.of("abc"),
                                List.of("abc", ""),
                                List.of("a\0bc"),
                                List.of("c", "ab"))
                        .map(Sha256::of))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void nothingHasTheHashOfNoBytes() {
        // FIPS 180-4, as published for the empty message
        assertThat(Sha256.of(List.of())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
