package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ledger.Slice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeySpanTest {
    private static final List<String> KEY = List.of("at", "id");

    private static Slice slice(KeySpan span, Map<String, String> origin) {
        return new Slice("t WHERE …", "schema", "run", "at", span.describe(origin), "", List.of());
    }

    private static KeySpan span(List<String> after, List<String> through) {
        return new KeySpan(KEY, after, through);
    }

    @Test
    void anOriginTellsTheRangeThatWasPutThere() {
        KeySpan first = span(List.of(), List.of("2024-01-01 00:00:00", "a,'\"\n"));
        KeySpan second = span(first.through(), List.of("2024-01-02 00:00:00", ""));

        assertThat(KeySpan.of(first.describe(Map.of("source", "s")))).contains(first);
        assertThat(KeySpan.of(second.describe(Map.of()))).contains(second);
        assertThat(KeySpan.of(Map.of("source", "s"))).isEmpty();
    }

    @Test
    void rangesFollowEachOtherInWhateverOrderTheyStand() {
        Slice first = slice(span(List.of(), List.of("9", "x")), Map.of());
        Slice second = slice(span(List.of("9", "x"), List.of("10", "a")), Map.of());
        Slice third = slice(span(List.of("10", "a"), List.of("11", "a")), Map.of());

        assertThat(KeySpan.chain("t", List.of(third, first, second), KEY))
                .extracting(KeySpan.Ranged::slice)
                .containsExactly(first, second, third);
        assertThat(KeySpan.chain("t", List.of(), KEY)).isEmpty();
        assertThatThrownBy(() -> KeySpan.chain("t", List.of(third, first), KEY))
                .hasMessageContaining("nothing that follows [9, x]");
        assertThatThrownBy(() -> KeySpan.chain("t", List.of(second), KEY))
                .hasMessageContaining("nothing that follows the beginning");
        assertThatThrownBy(() -> KeySpan.chain("t", List.of(first), List.of("id")))
                .hasMessageContaining("by the key at,id");
        assertThatThrownBy(() -> KeySpan.chain(
                        "t", List.of(new Slice("t", "schema", "run", "at", Map.of(), "", List.of())), KEY))
                .hasMessageContaining("tells no range of a key");
    }
}
