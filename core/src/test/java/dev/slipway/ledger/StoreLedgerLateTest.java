package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.picture;
import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.LateStore;
import dev.slipway.store.MemoryStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others wrote is seen late, as through a network file system: it is waited for, and nobody is misled. */
final class StoreLedgerLateTest {
    private final Store store = new MemoryStore();
    private final Ledger other = StoreLedger.open(store, StoreLedgerTest.CLOCK, "other");
    private Duration slept = Duration.ZERO;

    @BeforeEach
    void write() {
        other.commit(List.of(started("first", "job")));
    }

    private Ledger open(BiPredicate<Operation, String> hidden) {
        return StoreLedger.open(
                new LateStore(store, hidden),
                StoreLedgerTest.CLOCK,
                "late",
                500,
                Long.MAX_VALUE,
                pause -> slept = slept.plus(pause));
    }

    private void is(Failure.Kind kind, Ledger ledger, String... words) {
        assertThatThrownBy(() -> ledger.commit(List.of(started("mine", "job"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContainingAll(words);
        assertThat(slept).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aCommitThatNoListingShowsYetIsReadByItsName() {
        Ledger late = open((operation, key) -> operation == Operation.LIST && key.contains("000000000002"));
        other.commit(List.of(started("second", "job")));

        late.commit(List.of(started("third", "job")));

        other.refresh();
        assertThat(picture(late)).isEqualTo(picture(other));
        assertThat(other.<Integer>look(state -> state.runs().size())).isEqualTo(3);
        assertThat(slept).isZero();
    }

    @Test
    void aCommitBeforeOnesThatAreListedIsReadByItsName() {
        other.commit(List.of(started("second", "job")));
        other.commit(List.of(started("third", "job")));

        Ledger late = open((operation, key) -> operation == Operation.LIST && key.contains("000000000002"));

        assertThat(picture(late)).isEqualTo(picture(other));
        assertThat(slept).isZero();
    }

    @Test
    void aCommitThatIsNotSeenAtAllIsWaitedFor() {
        Duration until = Duration.ofSeconds(1);
        Ledger late = open((operation, key) -> key.contains("000000000002") && slept.compareTo(until) < 0);
        other.commit(List.of(started("second", "job")));

        late.commit(List.of(started("third", "job")));

        other.refresh();
        assertThat(picture(late)).isEqualTo(picture(other));
        assertThat(slept).isBetween(until, until.multipliedBy(2));
    }

    @Test
    void whatNeverComesToLightIsToldAfterAWhile() {
        Ledger late = open((operation, key) -> key.contains("000000000002"));
        other.commit(List.of(started("second", "job")));

        is(Failure.Kind.UNAVAILABLE, late, "commit 2 of the ledger of", "cannot be read yet; try again");
    }

    @Test
    void aCommitThatIsLostBetweenOthersIsCorruption() {
        Ledger late = open((operation, key) -> key.contains("000000000002"));
        other.commit(List.of(started("second", "job")));
        other.commit(List.of(started("third", "job")));

        is(Failure.Kind.CORRUPT, late, "commit 2 is missing, though later ones are there");
    }

    @Test
    void pausesGrowAndEnd() {
        Pauses pauses = new Pauses(pause -> slept = slept.plus(pause));
        int attempts = 0;
        while (pauses.again()) {
            attempts++;
        }
        assertThat(slept).isEqualTo(Duration.ofSeconds(5));
        assertThat(attempts).isBetween(10, 30);
        assertThat(pauses.again()).isFalse();
    }
}
