package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import org.junit.jupiter.api.Test;

final class LockRoomTest {
    private final LockRoom room = new LockRoom(6_400);

    @Test
    void fewTablesAreReadOverAllConnectionsThatWereAskedFor() {
        assertThat(room.readers(1, 8)).isEqualTo(8);
        assertThat(room.readers(0, 8)).isEqualTo(8);
        assertThat(room.readers(533, 8)).isEqualTo(8);
        assertThat(room.note(533, 8)).isEmpty();
    }

    @Test
    void manyTablesAreReadOverSoManyConnectionsThatAQuarterOfTheRoomIsLeft() {
        assertThat(room.readers(534, 8)).isEqualTo(7);
        assertThat(room.readers(1_000, 8)).isEqualTo(3);
        assertThat(room.readers(3_200, 8)).isEqualTo(1);
        assertThat(room.note(1_000, 8)).get().asString().contains("3 instead of 8", "1,000 tables", "6,400 locks");
    }

    @Test
    void moreThanThereIsRoomForIsRefused() {
        assertThatCode(() -> room.require(3_200)).doesNotThrowAnyException();
        assertThatThrownBy(() -> room.require(3_201))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll("3,201 tables", "6,402 locks", "room for 6,400", "max_locks_per_transaction");
    }
}
