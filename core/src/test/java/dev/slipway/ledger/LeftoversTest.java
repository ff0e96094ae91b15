package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.begun;
import static dev.slipway.ledger.Entries.ended;
import static dev.slipway.ledger.Entries.publishing;
import static dev.slipway.ledger.Entries.started;
import static dev.slipway.ledger.Entries.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.store.Expect;
import dev.slipway.store.Leftover;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sealed;
import dev.slipway.store.Sha256;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
    private static final byte[] ROWS = "rows".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "t/0.lines";

    @TempDir
    Path folder;

    private Store store;
    private Ledger ledger;

    /** A file that became visible under an intent that was given up. */
    @BeforeEach
    void abandon() {
        store = new LocalStore(folder);
        ledger = StoreLedger.open(store, StoreLedgerTest.CLOCK, "writer");
        store.put(KEY, ROWS, Expect.absent());
        DataFile file = file(KEY, false);
        ledger.commit(begun("r", "t", 1, 1));
        ledger.commit(List.of(
                new Entry.Written("t", 1, 0, "m", List.of(new UnitFile(file, ""))),
                verified("t", 1, 0),
                publishing("t", 1, "r"),
                new Entry.Abandoned("t", 1, "r")));
    }

    private static DataFile file(String key, boolean verified) {
        return new DataFile(
                key,
                4,
                HexFormat.of().formatHex(Sha256.of(ROWS)),
                new Digest(1, 2, 3),
                "t/0",
                "f0",
                Losses.NONE,
                verified);
    }

    private Leftovers leftovers(Predicate<Holder> gone) {
        return new Leftovers(store, ledger, StoreLedgerTest.CLOCK, gone);
    }

    private static Claimant claimant(String job) {
        return new Claimant("cleaner of " + job, job, Entries.holder("c"), Duration.ofMinutes(1), h -> true, false);
    }

    private static List<Leftovers.Found> removed(Leftovers leftovers, List<Leftovers.Found> found) {
        List<Leftovers.Found> removed = new ArrayList<>();
        leftovers.remove(found, LeftoversTest::claimant, removed::add);
        return removed;
    }

    private static List<String> keys(List<Leftovers.Found> found) {
        return found.stream().map(one -> one.blob().key()).toList();
    }

    @Test
    void aFileThatIsNotContentAnyMoreIsRemovedUnderAClaimOfItsTable() {
        Leftovers leftovers = leftovers(holder -> true);
        List<Leftovers.Found> found = leftovers.find(Duration.ZERO);
        assertThat(keys(found)).containsExactly(KEY);

        assertThat(removed(leftovers, found)).isEqualTo(found);

        assertThat(store.find(KEY)).isEmpty();
        assertThat(ledger.<Long>look(state -> state.table("t").epoch())).isEqualTo(2);
        assertThat(ledger.<String>look(state -> state.table("t").job())).isEqualTo("job");
        assertThat(ledger.<Boolean>look(state -> state.holder("t").isPresent())).isFalse();
    }

    @Test
    void aTableThatARunWorksOnIsLeftAlone() {
        assertThat(leftovers(holder -> false).find(Duration.ZERO)).isEmpty();
    }

    @Test
    void whatBecameContentSinceItWasFoundIsLeftAlone() {
        Leftovers leftovers = leftovers(holder -> true);
        List<Leftovers.Found> found = leftovers.find(Duration.ZERO);
        DataFile same = file(KEY, true);
        ledger.commit(List.of(ended("r"), started("s", "job"), Entries.claimed("t", 2, "s")));
        ledger.commit(Summary.content("t", 2, List.of(slice(same))));
        ledger.commit(List.of(ended("s")));

        assertThat(removed(leftovers, found)).isEmpty();
        assertThat(store.find(KEY)).isPresent();
    }

    private static Slice slice(DataFile file) {
        Planned plan = Entries.plan("s", 1);
        return new Slice(
                plan.selection(), plan.schema(), "s", Entries.AT.toString(), plan.origin(), "m", List.of(file));
    }

    @Test
    void whatWasStagedBeforeTheTableWasTakenOverIsLeftOverWhateverItsAge() {
        stage(new StagedName("t", 4, 0).text());
        stage(new StagedName("t", 4, 1).text());
        stage(new StagedName("unknown", 4, 1).text());
        stage("put");

        List<Leftovers.Found> found = leftovers(holder -> true).find(Duration.ofDays(1));

        assertThat(keys(found)).hasSize(2).first().asString().contains("t-4-e0");
        assertThat(keys(found)).last().isEqualTo(KEY);
    }

    private Sealed stage(String attempt) {
        return stage(store, attempt);
    }

    private static Sealed stage(Store store, String attempt) {
        try (Staged staged = store.stage(attempt)) {
            staged.write(ROWS, 0, ROWS.length);
            return staged.seal();
        }
    }

    /** A unit of the second run of a table, in a spool that sent it and has not published it; as the ledger calls the file. */
    private String sent() {
        Store spooled = new SpooledStore(new LocalStore(folder.resolve("spool")), store, SpooledStore.Watch.NONE);
        String staged = stage(spooled, new StagedName("t", 0, 2).text()).blob().key();
        DataFile file = file("t/1.lines", false);
        ledger.commit(begun("s", "t", 2, 1));
        ledger.commit(
                List.of(new Entry.Written("t", 2, 0, "m", List.of(new UnitFile(file, staged))), verified("t", 2, 0)));
        spooled.prepare(staged, "t/1.lines");
        return staged;
    }

    private List<String> staged() {
        try (Stream<Leftover> staged = store.leftovers()) {
            return staged.map(found -> found.blob().key()).toList();
        }
    }

    @Test
    void whatASpoolHasSentOfAUnitThatIsWrittenIsLeftAlone() {
        String inTheSpool = sent();

        List<Leftovers.Found> found = leftovers(holder -> true).find(Duration.ofDays(-100_000));

        assertThat(staged()).singleElement().isNotEqualTo(inTheSpool);
        assertThat(keys(found)).containsExactly(KEY);
    }

    /** The files of units that are kept are called after the claim under which they were written. */
    @Test
    void whatASpoolHasSentIsLeftAloneWhenALaterClaimCarriesItOn() {
        sent();
        ledger.commit(List.of(ended("s"), started("u", "job"), Entries.claimed("t", 3, "u")));

        List<Leftovers.Found> found = leftovers(holder -> true).find(Duration.ofDays(1));

        assertThat(staged()).hasSize(1);
        assertThat(keys(found)).containsExactly(KEY);
    }

    @Test
    void whatASpoolHasSentIsLeftOverWhenNobodyCarriesItOn() {
        sent();
        ledger.commit(List.of(ended("s"), started("u", "job"), Entries.claimed("t", 3, "u")));
        Planned other = Entries.plan("u", Planned.Mode.REPLACE, List.of("g0"));
        ledger.commit(List.of(Entries.planned("t", 3, other)));

        assertThat(keys(leftovers(holder -> true).find(Duration.ofDays(1)))).containsAll(staged());
    }
}
