package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.MemoryStore;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class LeaseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Outcome DONE = new Outcome(Outcome.Status.SUCCESS, 1, 0, 5, 500);

    private final Store store = new MemoryStore();

    private static Clock at(Duration later) {
        return Clock.fixed(AT.plus(later), ZoneOffset.UTC);
    }

    private Ledger ledger(String run) {
        return StoreLedger.open(store, at(Duration.ZERO), run);
    }

    private static Claimant who(String run, String job) {
        return new Claimant(run, job, Entries.holder(run), MINUTE, holder -> false, false);
    }

    private static Lease take(Ledger ledger, Claimant who, Duration later, String... tables) {
        Map<String, List<Slice>> wanted = new LinkedHashMap<>();
        Stream.of(tables).forEach(table -> wanted.put(table, List.of()));
        return Lease.take(ledger, who, at(later), wanted);
    }

    private Lease take(String run, String job, Duration later, String... tables) {
        return take(ledger(run), who(run, job), later, tables);
    }

    private RunState known(String run) {
        return ledger("reader").look(state -> state.run(run)).orElseThrow();
    }

    private void refused(Failure.Kind kind, ThrowingCallable call, String... words) {
        List<Object> before = Entries.picture(ledger("before"));
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContainingAll(words);
        assertThat(Entries.picture(ledger("after"))).isEqualTo(before);
    }

    @Test
    void aTableThatAnotherRunWorksOnIsRefusedNamingItAndUntilWhen() {
        take("r1", "nightly", Duration.ZERO, "t");

        refused(
                Failure.Kind.FENCED,
                () -> take("r2", "nightly", MINUTE.minusSeconds(1), "t"),
                "t is being worked on by run r1 of job nightly (process 7 on host) until 2026-01-02T03:05:05Z",
                "run again when it has ended");
        refused(
                Failure.Kind.FENCED,
                () -> Lease.check(ledger("r2"), who("r2", "nightly"), at(Duration.ZERO), "t"),
                "run r1");
    }

    @Test
    void aTableWhoseLeaseHasEndedIsTaken() {
        take("r1", "nightly", Duration.ZERO, "t");

        assertThat(take("r2", "nightly", MINUTE, "t").epoch("t")).isEqualTo(2);
    }

    @Test
    void aTableWhoseProcessIsGoneIsTakenAtOnce() {
        take("r1", "nightly", Duration.ZERO, "t");
        Claimant knowing =
                new Claimant("r2", "nightly", Entries.holder("r2"), MINUTE, Entries.holder("r1")::equals, false);

        assertThat(take(ledger("r2"), knowing, Duration.ZERO, "t").epoch("t")).isEqualTo(2);
    }

    @Test
    void renewingPutsOffTheEnd() {
        Ledger ledger = ledger("r1");
        take(ledger, who("r1", "nightly"), Duration.ZERO, "t");
        ledger.commit(List.of(new Entry.Renewed("r1", AT.plus(MINUTE.multipliedBy(2)))));

        refused(Failure.Kind.FENCED, () -> take("r2", "nightly", MINUTE, "t"), "until 2026-01-02T03:06:05Z");
        take("r2", "nightly", MINUTE.multipliedBy(2), "t");
    }

    @Test
    void aLeaseRenewsItself() {
        Ledger ledger = ledger("r1");
        Lease.take(ledger, who("r1", "nightly"), at(Duration.ZERO), Map.of("t", List.of()));
        Lease later = Lease.take(ledger, who("r1b", "nightly"), at(MINUTE), Map.of("u", List.of()));
        later.renew();

        assertThat(known("r1b").until()).isEqualTo(AT.plus(MINUTE).plus(MINUTE));
    }

    @Test
    void whoEndsGivesItsTablesBack() {
        Lease lease = take("r1", "nightly", Duration.ZERO, "t", "u");
        lease.end(DONE);

        take("r2", "nightly", Duration.ZERO, "t");
        assertThat(known("r1").outcome()).contains(DONE);
    }

    @Test
    void aTableOfAnotherJobIsRefusedByNameUnlessItIsToBeTakenOver() {
        take("r1", "nightly", Duration.ZERO, "t").end(DONE);

        refused(
                Failure.Kind.CONFIG,
                () -> take("r2", "hourly", Duration.ZERO, "t"),
                "t belongs to job \"nightly\", and this is job \"hourly\"",
                "export to another folder, name that job, or say --replace");
        Claimant replacing = new Claimant("r2", "hourly", Entries.holder("r2"), MINUTE, holder -> false, true);
        take(ledger("r2"), replacing, Duration.ZERO, "t").end(DONE);
        TableState table = ledger("r3").look(state -> state.snapshot("t"));
        assertThat(table.job()).isEqualTo("hourly");
    }

    @Test
    void evenToTakeItOverOneWaitsForThoseWhoWorkOnIt() {
        take("r1", "nightly", Duration.ZERO, "t");
        Claimant replacing = new Claimant("r2", "hourly", Entries.holder("r2"), MINUTE, holder -> false, true);

        refused(Failure.Kind.FENCED, () -> take(ledger("r2"), replacing, Duration.ZERO, "t"), "run r1");
    }

    @Test
    void whatWasWorkedOnSinceTheLedgerWasReadIsNotReplacedByOlderRows() {
        take("r1", "nightly", Duration.ZERO, "t").end(DONE);
        Ledger early = ledger("r2");
        take("r3", "nightly", Duration.ZERO, "t").end(DONE);

        refused(
                Failure.Kind.FENCED,
                () -> take(early, who("r2", "nightly"), Duration.ZERO, "t"),
                "t was worked on by run r3 since this run began",
                "run again");
    }

    @Test
    void tablesAreTakenAllOrNone() {
        take("r1", "nightly", Duration.ZERO, "b");

        refused(Failure.Kind.FENCED, () -> take("r2", "nightly", Duration.ZERO, "a", "b", "c"), "b is being");
    }

    @Test
    void jobsThatShareARootWorkSideBySide() {
        Lease one = take("r1", "one", Duration.ZERO, "a", "b");
        Lease two = take("r2", "two", Duration.ZERO, "c");
        Lease three = take("r3", "three", Duration.ZERO, "d");

        one.end(DONE);
        three.renew();
        two.check("c");
        two.end(DONE);
        three.check("d");
        List<String> jobs = ledger("later")
                .look(state -> state.tables().stream().map(TableState::job).toList());
        assertThat(jobs).containsExactly("one", "one", "two", "three");
    }

    @Test
    void whoWasOvertakenIsToldAsSoonAsHisLedgerIsRead() {
        Ledger ledger = ledger("r1");
        Lease lease = take(ledger, who("r1", "nightly"), Duration.ZERO, "t");
        take("r2", "nightly", MINUTE, "t");
        lease.check("t");

        ledger.refresh();

        refused(Failure.Kind.FENCED, () -> lease.check("t"), "t was taken over by run r2 of job nightly");
    }

    @Test
    void whatStandsThereAlreadyIsTakenInWithTheFirstClaimAlone() {
        DataFile file = Entries.file("t", 0, 5).file();
        Slice slice =
                new Slice("all", "schema", "old", "2025-01-01T00:00:00Z", Map.of("source", "s"), "m", List.of(file));
        Lease.take(ledger("r1"), who("r1", "nightly"), at(Duration.ZERO), Map.of("t", List.of(slice)))
                .end(DONE);
        Lease.take(ledger("r2"), who("r2", "nightly"), at(Duration.ZERO), Map.of("t", List.of()))
                .end(DONE);

        TableState table = ledger("later").look(state -> state.snapshot("t"));
        assertThat(table.content()).containsExactly(slice);
        assertThat(table.work()).isEmpty();
        assertThat(table.change()).isEmpty();
    }
}
