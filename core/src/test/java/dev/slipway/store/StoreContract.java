package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Store} promises to one user at a time; {@link StoreRaces} is about several. A store's test extends it
 * and opens stores on one root, which is empty when a test begins.
 */
public abstract class StoreContract {
    /** Opens one more store on the test's root, as another process would. */
    protected abstract Store open();

    /** How many objects a listing of many has: more than fit a page, where a store lists in pages. */
    protected int many() {
        return 60;
    }

    private Store store;
    private Store other;

    @BeforeEach
    void openTwice() {
        store = open();
        other = open();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A sealed object with this content. */
    public static Sealed sealed(Store store, byte[] body) {
        try (Staged staged = store.stage("attempt")) {
            staged.write(body, 0, body.length);
            return staged.seal();
        }
    }

    public static Sealed sealed(Store store, String text) {
        return sealed(store, bytes(text));
    }

    public static byte[] content(Store store, Blob blob) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static String text(Store store, Blob blob) {
        return new String(content(store, blob), StandardCharsets.UTF_8);
    }

    public static String text(Store store, String key) {
        return store.find(key).map(blob -> text(store, blob)).orElse("nothing");
    }

    public static List<String> keys(Store store, String prefix) {
        try (Stream<Blob> blobs = store.list(prefix)) {
            return blobs.map(Blob::key).toList();
        }
    }

    public static void failsAs(Failure.Kind kind, ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContainingAll(words);
    }

    private static void conflicts(ThrowingCallable call, String key) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.key()).isEqualTo(key))
                .hasMessageContaining(key);
    }

    // Staging

    @Test
    void nothingIsVisibleBeforeItIsPromoted() {
        try (Staged staged = store.stage("attempt")) {
            staged.write(bytes("rows"), 0, 4);
            assertThat(keys(other, "")).isEmpty();
            Sealed sealed = staged.seal();
            assertThat(keys(other, "")).isEmpty();

            Blob blob = store.promote(sealed, "t/a.parquet", Expect.absent());

            assertThat(keys(other, "")).containsExactly("t/a.parquet");
            assertThat(other.find("t/a.parquet")).contains(blob);
            assertThat(text(other, blob)).isEqualTo("rows");
        }
    }

    @Test
    void aSealedObjectCanBeReadWhereItStands() {
        Sealed sealed = sealed(store, "rows");

        assertThat(sealed.blob().size()).isEqualTo(4);
        assertThat(text(store, sealed.blob())).isEqualTo("rows");
    }

    @Test
    void noReaderOfDataWouldTakeAStagedObjectForOne() {
        assertThat(sealed(store, "rows").blob().key()).doesNotEndWith(".parquet");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 262_144, 262_145, 9_000_001})
    void anObjectHoldsAllThatWasWrittenInAnyPieces(int size) {
        byte[] body = new byte[size];
        Random random = new Random(size);
        random.nextBytes(body);
        byte[] lent = new byte[700_000];

        Sealed sealed;
        try (Staged staged = store.stage("attempt")) {
            for (int at = 0; at < size; ) {
                int count = Math.min(size - at, random.nextInt(600_000));
                System.arraycopy(body, at, lent, 50_000, count);
                staged.write(lent, 50_000, count);
                random.nextBytes(lent);
                at += count;
            }
            sealed = staged.seal();
        }
        Blob blob = store.promote(sealed, "big", Expect.absent());

        assertThat(blob.size()).isEqualTo(size);
        assertThat(content(other, blob)).isEqualTo(body);
    }

    @Test
    void stagedObjectsOfTheSameNameDoNotMeet() {
        try (Staged one = store.stage("attempt");
                Staged two = store.stage("attempt");
                Staged three = other.stage("attempt")) {
            one.write(bytes("1"), 0, 1);
            two.write(bytes("2"), 0, 1);
            three.write(bytes("3"), 0, 1);

            assertThat(Stream.of(one.seal(), two.seal(), three.seal()).map(done -> text(store, done.blob())))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void anObjectThatIsNotSealedIsGoneWhenItIsClosed() {
        Staged staged = store.stage("attempt");
        staged.write(bytes("rows"), 0, 4);
        staged.close();
        staged.close();

        assertThat(keys(store, "")).isEmpty();
    }

    @Test
    void closingASealedObjectKeepsIt() {
        Staged staged = store.stage("attempt");
        Sealed sealed = staged.seal();
        staged.close();

        assertThat(store.promote(sealed, "a", Expect.absent()).size()).isZero();
    }

    @Test
    void aSealedObjectTakesNoMoreBytes() {
        try (Staged staged = store.stage("attempt")) {
            staged.seal();

            assertThatThrownBy(() -> staged.write(bytes("x"), 0, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(staged::seal).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aDiscardedObjectIsGone() {
        Sealed sealed = sealed(store, "rows");

        store.discard(sealed);
        store.discard(sealed);

        assertThatThrownBy(() -> store.promote(sealed, "a", Expect.absent())).isInstanceOf(Failure.class);
        assertThat(keys(store, "")).isEmpty();
    }

    @Test
    void discardingWhatWasPromotedKeepsTheObject() {
        Sealed sealed = sealed(store, "rows");
        store.promote(sealed, "a", Expect.absent());

        store.discard(sealed);

        assertThat(text(store, "a")).isEqualTo("rows");
    }

    // Promoting

    @Test
    void promotingTwiceIsPromotingOnce() {
        Sealed sealed = sealed(store, "rows");
        Blob blob = store.promote(sealed, "a", Expect.absent());

        assertThat(store.promote(sealed, "a", Expect.absent())).isEqualTo(blob);
        assertThat(other.promote(sealed, "a", Expect.absent())).isEqualTo(blob);
        assertThat(text(store, "a")).isEqualTo("rows");
    }

    @Test
    void replacingTwiceIsReplacingOnce() {
        Expect old = Expect.unchanged(store.put("a", bytes("old"), Expect.absent()));
        Sealed sealed = sealed(store, "new");
        Blob blob = store.promote(sealed, "a", old);

        assertThat(store.promote(sealed, "a", old)).isEqualTo(blob);
        assertThat(text(store, "a")).isEqualTo("new");
    }

    @Test
    void promotingOntoAnObjectThatShouldBeAbsentIsAConflict() {
        store.put("t/a", bytes("there"), Expect.absent());
        Sealed sealed = sealed(store, "rows");

        conflicts(() -> store.promote(sealed, "t/a", Expect.absent()), "t/a");

        assertThat(text(store, "t/a")).isEqualTo("there");
        store.promote(sealed, "t/b", Expect.absent());
        assertThat(text(store, "t/b")).isEqualTo("rows");
    }

    @Test
    void promotingOntoAnotherVersionIsAConflict() {
        Expect first = Expect.unchanged(store.put("a", bytes("one"), Expect.absent()));
        Blob second = store.put("a", bytes("two"), first);
        Sealed sealed = sealed(store, "rows");

        conflicts(() -> store.promote(sealed, "a", first), "a");
        assertThat(text(store, "a")).isEqualTo("two");
        store.promote(sealed, "a", Expect.unchanged(second));
        assertThat(text(store, "a")).isEqualTo("rows");
    }

    @Test
    void promotingOntoAVersionThatIsGoneIsAConflict() {
        Blob gone = store.put("a", bytes("one"), Expect.absent());
        store.delete(gone);

        conflicts(() -> store.promote(sealed(store, "rows"), "a", Expect.unchanged(gone)), "a");
        assertThat(keys(store, "")).isEmpty();
    }

    // Putting and deleting

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{\"é\": \"日本\"}"})
    void whatIsPutIsThereWhole(String body) {
        Blob blob = store.put("_slipway/tables/t.json", bytes(body), Expect.absent());

        assertThat(blob.key()).isEqualTo("_slipway/tables/t.json");
        assertThat(blob.size()).isEqualTo(bytes(body).length);
        assertThat(other.find(blob.key())).contains(blob);
        assertThat(text(other, blob)).isEqualTo(body);
    }

    @Test
    void puttingOverWhatShouldBeAbsentIsAConflict() {
        store.put("a", bytes("one"), Expect.absent());

        conflicts(() -> store.put("a", bytes("two"), Expect.absent()), "a");
        conflicts(() -> store.put("a", bytes("one"), Expect.absent()), "a");
        assertThat(text(store, "a")).isEqualTo("one");
    }

    @Test
    void puttingOverAnotherVersionIsAConflict() {
        Blob one = store.put("a", bytes("one"), Expect.absent());
        Blob two = store.put("a", bytes("two"), Expect.unchanged(one));

        conflicts(() -> store.put("a", bytes("three"), Expect.unchanged(one)), "a");
        conflicts(() -> store.put("b", bytes("three"), Expect.unchanged(two)), "b");
        assertThat(text(store, "a")).isEqualTo("two");
        assertThat(keys(store, "")).containsExactly("a");
    }

    @Test
    void aVersionDoesNotComeBack() {
        Blob blob = store.put("a", bytes("0"), Expect.absent());
        List<String> versions = new ArrayList<>(List.of(blob.version()));
        for (int i = 1; i < 40; i++) {
            if (i % 4 == 0) {
                store.delete(blob);
                blob = store.put("a", bytes(i % 2 + ""), Expect.absent());
            } else {
                blob = store.put("a", bytes(i % 2 + ""), Expect.unchanged(blob));
            }
            versions.add(blob.version());
        }

        assertThat(versions).doesNotHaveDuplicates();
    }

    @Test
    void aDeletedObjectIsGone() {
        Blob blob = store.put("t/a", bytes("one"), Expect.absent());

        store.delete(blob);
        store.delete(blob);

        assertThat(other.find("t/a")).isEmpty();
        assertThat(keys(other, "")).isEmpty();
    }

    @Test
    void deletingWhatChangedIsAConflict() {
        Blob one = store.put("a", bytes("one"), Expect.absent());
        store.put("a", bytes("two"), Expect.unchanged(one));

        conflicts(() -> store.delete(one), "a");
        assertThat(text(store, "a")).isEqualTo("two");
    }

    // Finding and listing

    @Test
    void onlyObjectsAreFound() {
        store.put("a/b", bytes("x"), Expect.absent());

        assertThat(store.find("a/b")).isPresent();
        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("a/b/c")).isEmpty();
        assertThat(store.find("c")).isEmpty();
        assertThat(store.find("A/B")).isEmpty();
    }

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(keys(store, "")).isEmpty();
        assertThat(keys(store, "t/")).isEmpty();
    }

    @Test
    void objectsAreListedByPrefixInTheOrderOfTheirKeys() {
        for (String key : List.of("b", "🛳", "ab/c", "a/b/d", "\uFB01", "a.b", "B", "a0", "é")) {
            store.put(key, bytes(key), Expect.absent());
        }

        assertThat(keys(store, "")).containsExactly("B", "a.b", "a/b/d", "a0", "ab/c", "b", "é", "\uFB01", "🛳");
        assertThat(keys(store, "a")).containsExactly("a.b", "a/b/d", "a0", "ab/c");
        assertThat(keys(store, "a/")).containsExactly("a/b/d");
        assertThat(keys(store, "a/b")).containsExactly("a/b/d");
        assertThat(keys(store, "a/b/d")).containsExactly("a/b/d");
        assertThat(keys(store, "a/b/d/")).isEmpty();
        assertThat(keys(store, "x/y/")).isEmpty();
    }

    @Test
    void aListingHasAllObjectsAsTheyAre() {
        for (int i = 0; i < many(); i++) {
            store.put("many/" + i % 7 + "/" + i, bytes("body " + i), Expect.absent());
        }

        try (Stream<Blob> blobs = other.list("many/")) {
            assertThat(blobs).hasSize(many()).allMatch(blob -> text(store, blob)
                    .equals("body " + blob.key().substring("many/0/".length())));
        }
    }

    @Test
    void aListedObjectIsReplacedAndDeletedAsOneThatWasFound() {
        store.put("a", bytes("one"), Expect.absent());
        Blob listed = listed("a");
        store.put("a", bytes("two"), Expect.unchanged(listed));

        conflicts(() -> store.delete(listed), "a");
        store.delete(listed("a"));
        assertThat(keys(store, "")).isEmpty();
    }

    private Blob listed(String key) {
        try (Stream<Blob> blobs = other.list(key)) {
            return blobs.findFirst().orElseThrow();
        }
    }

    // Reading

    @Test
    void rangesAreReadExactly() throws IOException {
        Blob blob = store.put("a", bytes("0123456789"), Expect.absent());

        for (int from = 0; from <= 10; from++) {
            for (int to = from; to <= 10; to++) {
                try (InputStream in = store.read(blob, from, to - from)) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo("0123456789".substring(from, to));
                    assertThat(in.read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void singleBytesAreReadUnsigned() throws IOException {
        Blob blob = store.put("a", new byte[] {(byte) 0xFF, 0, 7}, Expect.absent());

        try (InputStream in = store.read(blob, 0, 2)) {
            assertThat(List.of(in.read(), in.read(), in.read())).containsExactly(255, 0, -1);
        }
    }

    @Test
    void aRangeOutsideTheObjectIsRefused() {
        Blob blob = store.put("a", bytes("0123456789"), Expect.absent());

        for (long[] range : new long[][] {{0, 11}, {10, 1}, {11, 0}, {-1, 5}, {5, -1}, {5, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> store.read(blob, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void anObjectThatWasReplacedIsNotReadForTheOldOne() {
        Blob one = store.put("t/a", bytes("one"), Expect.absent());
        store.put("t/a", bytes("two"), Expect.unchanged(one));

        failsAs(Failure.Kind.CORRUPT, () -> content(store, one), "t/a", "changed");
    }

    @Test
    void anObjectThatIsGoneIsNotReadAsEmpty() {
        Blob one = store.put("t/a", bytes("one"), Expect.absent());
        other.delete(one);

        failsAs(Failure.Kind.CORRUPT, () -> content(store, one), "t/a", "nothing");
    }

    // Keys

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/../../x", "a/../b", "./a", "a/.", "/etc/x", "a//b", "a/", "a\0b"})
    void aKeyThatIsNoneIsRefused(String key) {
        Sealed sealed = sealed(store, "rows");
        Blob blob = new Blob(key, 1, "v");

        failsAs(Failure.Kind.CONFIG, () -> store.put(key, bytes("x"), Expect.absent()), "key");
        failsAs(Failure.Kind.CONFIG, () -> store.promote(sealed, key, Expect.absent()), "key");
        failsAs(Failure.Kind.CONFIG, () -> store.find(key), "key");
        failsAs(Failure.Kind.CONFIG, () -> store.read(blob, 0, 1), "key");
        failsAs(Failure.Kind.CONFIG, () -> store.delete(blob), "key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "日本/テーブル.parquet",
                "né/à.b",
                "🛳/🛳",
                "with space/x y",
                "100%/a%2Fb",
                "a+b&c=d?e#f",
                "\"quoted\"/'it'",
                "back\\slash",
                "~/a"
            })
    void anyCharactersMayStandInAKey(String key) {
        Blob blob = store.put(key, bytes(key), Expect.absent());

        assertThat(other.find(key)).contains(blob);
        assertThat(keys(other, "")).containsExactly(key);
        assertThat(keys(other, key.substring(0, key.length() - 1))).containsExactly(key);
        assertThat(text(other, blob)).isEqualTo(key);
        other.delete(blob);
        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void aPartOfAKeyMayHaveTwoHundredBytes() {
        String key = "s".repeat(200) + "/" + "f".repeat(200);
        store.put(key, bytes("x"), Expect.absent());

        assertThat(text(other, key)).isEqualTo("x");
    }
}
