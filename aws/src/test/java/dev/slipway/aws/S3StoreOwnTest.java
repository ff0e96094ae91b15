package dev.slipway.aws;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.failsAs;
import static dev.slipway.store.StoreContract.keys;
import static dev.slipway.store.StoreContract.sealed;
import static dev.slipway.store.StoreContract.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** What is S3's own: signatures, uploads that are left, writers who were stopped in the middle, and conditions. */
final class S3StoreOwnTest {
    private static final S3Server SERVER = S3Server.start();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aWrongSecretIsToldWithoutIt() {
        String wrong = "not-the-secret-either";
        S3Store store = SERVER.open("signed", SERVER.settings(), wrong);

        assertThatThrownBy(() -> store.put("a", bytes("x"), Expect.absent()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll("s3://lake/signed/a", "check the credentials")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(wrong, S3Server.SECRET));
        failsAs(Failure.Kind.CONFIG, () -> store.find("a"), "access denied (403");
    }

    private static S3Store at(Optional<URI> endpoint, String profile) {
        S3Settings settings = S3Settings.DEFAULT.at(endpoint, Optional.of("us-east-1"), true);
        ProfileFile said = ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(bytes("[default]\n" + profile)))
                .build();
        S3ClientBuilder builder = Clients.builder(settings);
        builder.overrideConfiguration(builder.overrideConfiguration()
                .copy(override -> override.defaultProfileFile(said).defaultProfileName("default")));
        S3Location location = S3Location.parse("s3://lake/there");
        return new S3Store(location, settings, new Cancel(), new Random(1), builder.build());
    }

    @Test
    void theServerIsKnownWhereverItWasSaidAndHoweverItWasSpelled() {
        assertThat(at(Optional.empty(), "").endpoint()).isEmpty();
        assertThat(at(Optional.empty(), "endpoint_url = http://store_1:9000/\n").endpoint())
                .contains("http://store_1:9000");
        for (String spelled : List.of("https://store", "https://store/", "HTTPS://Store:443", "https://store:443//")) {
            assertThat(at(Optional.of(URI.create(spelled)), "endpoint_url = http://other\n")
                            .endpoint())
                    .contains("https://store");
        }
        assertThat(at(Optional.of(URI.create("http://store:443/a")), "").endpoint())
                .contains("http://store:443/a");
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        S3Store store = SERVER.openBucket("nowhere");

        failsAs(Failure.Kind.CONFIG, () -> keys(store, ""), "there is no such bucket", "s3://nowhere/lake");
    }

    @Test
    void stagedObjectsAndUploadsThatWereLeftAreFoundAndRemoved() {
        S3Store store = SERVER.open("left");
        Sealed sealed = sealed(store, "rows");
        Staged killed = store.stage("killed");
        byte[] part = new byte[9 << 20];
        killed.write(part, 0, part.length);

        List<Blob> left = leftovers(store);

        assertThat(left).hasSize(2).extracting(Blob::key).contains(sealed.blob().key());
        assertThat(keys(store, "")).isEmpty();
        left.forEach(blob -> store.discard(new Sealed(blob)));
        assertThat(leftovers(store)).isEmpty();
    }

    private static List<Blob> leftovers(S3Store store) {
        try (Stream<Leftover> leftovers = store.leftovers()) {
            return leftovers.map(Leftover::blob).toList();
        }
    }

    /** Who has many open at once goes by this. */
    @Test
    void whatIsHeldIsTold() {
        S3Store store = SERVER.open("held");
        try (Staged staged = store.stage("held")) {
            assertThat(staged.bytesHeld()).isLessThan(1 << 20);
            byte[] bytes = new byte[1 << 20];
            for (int i = 1; i <= 30; i++) {
                staged.write(bytes, 0, bytes.length);
                assertThat(staged.bytesHeld()).isBetween(Math.min(i, 8L) << 20, 18L << 20);
            }
            staged.seal();
            assertThat(staged.bytesHeld()).isZero();
        }
    }

    /** A part is on its way while the next is written: what becomes of it is noticed later, and is never passed over. */
    @Test
    void whatLostAPartIsNeverSealed() {
        S3Store store = SERVER.open("part");
        byte[] part = new byte[9 << 20];
        for (int lost : List.of(1, 2, 3)) {
            Staged staged = store.stage("parts-" + lost);
            SERVER.door()
                    .does(exchange -> exchange.target().contains("partNumber=" + lost)
                            ? Fault.Answer.of(403, "AccessDenied")
                            : new Fault.None());

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 2; i++) {
                            staged.write(part, 0, part.length);
                        }
                        staged.seal();
                    })
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("access denied");

            assertThatThrownBy(() -> staged.write(part, 0, 1)).isInstanceOf(Failure.class);
            assertThatThrownBy(staged::seal).isInstanceOf(Failure.class);
            staged.close();
            SERVER.door().does(exchange -> new Fault.None());
            assertThat(leftovers(store)).isEmpty();
        }
    }

    /** One is stopped before its completion; another does the same, and then removes what both wanted to show. */
    @Test
    void whoWasStoppedBeforeTheCompletionShowsNothingAfterwards() {
        S3Store late = SERVER.open("late");
        S3Store other = SERVER.open("late");
        Sealed sealed = sealed(late, "rows");
        AtomicBoolean due = new AtomicBoolean(true);
        SERVER.door().does(exchange -> {
            boolean completion =
                    exchange.method().equals("POST") && exchange.target().contains("uploadId=");
            if (completion && due.getAndSet(false)) {
                other.delete(other.promote(sealed, "a", Expect.absent()));
            }
            return new Fault.None();
        });

        failsAs(Failure.Kind.UNAVAILABLE, () -> late.promote(sealed, "a", Expect.absent()), "is gone");

        SERVER.door().does(exchange -> new Fault.None());
        assertThat(due).isFalse();
        assertThat(keys(other, "")).isEmpty();
        assertThat(leftovers(other)).isEmpty();
    }

    @Test
    void anObjectReplacedByEqualBytesIsAnotherOne() {
        S3Store store = SERVER.open("equal");
        Blob one = store.put("a", bytes("same"), Expect.absent());
        Blob two = store.promote(sealed(store, "same"), "a", Expect.unchanged(one));
        Blob three = store.promote(sealed(store, "same"), "a", Expect.unchanged(two));
        Blob four = store.put("a", bytes("same"), Expect.unchanged(three));

        assertThat(Stream.of(one, two, three, four)
                        .map(blob -> Version.of(blob).tag())
                        .toList())
                .satisfies(tags -> assertThat(tags.get(0)).isNotEqualTo(tags.get(1)))
                .satisfies(tags -> assertThat(tags.get(1)).isNotEqualTo(tags.get(2)))
                .satisfies(tags -> assertThat(tags.get(2)).isNotEqualTo(tags.get(3)));
        for (Blob stale : List.of(one, two, three)) {
            assertThatThrownBy(() -> store.delete(stale)).isInstanceOf(Conflict.class);
            failsAs(Failure.Kind.CORRUPT, () -> text(store, stale), "changed");
        }
    }

    @Test
    void foldersThatOthersMarkedAreNoObjects() {
        S3Store store = SERVER.open("marked");
        store.put("t/a", bytes("x"), Expect.absent());
        SERVER.put("marked/t/");
        SERVER.put("marked-beside/t/b");

        assertThat(keys(store, "")).containsExactly("t/a");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        S3Store store = SERVER.open("long");

        failsAs(Failure.Kind.CONFIG, () -> store.find("é".repeat(600)), "a name of 1205 bytes", "1024");
    }

    @Test
    void placesAreReadAsTheyAreSpelled() {
        assertThat(S3Location.parse("s3://bucket")).isEqualTo(new S3Location("bucket", ""));
        assertThat(S3Location.parse("s3://bucket/")).isEqualTo(new S3Location("bucket", ""));
        assertThat(S3Location.parse("s3://a.b-c/x/y/")).isEqualTo(new S3Location("a.b-c", "x/y"));
        for (String wrong :
                List.of("s3://", "s3://B/x", "s3://bucket//x", "s3://bucket/../x", "s3:/bucket", "s3://b")) {
            failsAs(Failure.Kind.CONFIG, () -> S3Location.parse(wrong), wrong, "s3://bucket/prefix");
        }
    }

    @Test
    void partsGrowSoThatTenThousandHoldFiveTebibytes() {
        long bytes = 0;
        int largest = 0;
        for (int part = 0; part < 10_000; part++) {
            largest = S3Staged.partBytes(S3Settings.DEFAULT.partBytes(), part);
            bytes += largest;
        }

        assertThat(bytes).isGreaterThan(5L << 40);
        assertThat(largest).isPositive();
        assertThat(S3Staged.partBytes(8 << 20, 75)).isEqualTo(16 << 20);
    }

    // Conditions

    @Test
    void aStoreThatKeepsConditionsIsAccepted() {
        S3Store store = SERVER.open("probed");

        store.probe();

        assertThat(keys(store, "")).isEmpty();
        assertThat(leftovers(store)).isEmpty();
    }

    @Test
    void aStoreThatIgnoresConditionsIsRefusedWithAlternatives() {
        for (String method : List.of("PUT", "POST")) {
            SERVER.door().does(exchange -> exchange.method().equals(method) ? new Fault.Forged() : new Fault.None());
            refused("though");
        }
    }

    @Test
    void aStoreThatKeepsConditionsOnlyWhileOneWritesIsRefused() {
        for (String name : List.of("/put2", "/complete3")) {
            SERVER.door().does(exchange -> exchange.path().endsWith(name) ? new Fault.Forged() : new Fault.None());
            refused("lets 4 of 4 writers");
        }
    }

    private static void refused(String how) {
        try {
            failsAs(
                    Failure.Kind.CONFIG,
                    () -> SERVER.open("ignoring").probe(),
                    "s3://lake/ignoring",
                    how,
                    "runs could not be told apart",
                    "export to a folder, or to a store that keeps");
        } finally {
            SERVER.door().does(exchange -> new Fault.None());
        }
    }

    @Test
    void aStoreThatDoesNotKnowConditionsIsRefused() {
        SERVER.door()
                .does(exchange -> exchange.head().toLowerCase(Locale.ROOT).contains("\nif-match")
                        ? Fault.Answer.of(501, "NotImplemented")
                        : new Fault.None());

        failsAs(Failure.Kind.CONFIG, () -> SERVER.open("unheard").probe(), "does not know conditions");

        SERVER.door().does(exchange -> new Fault.None());
    }

    @Test
    void aDeletionWhoseConditionTheStoreDoesNotKnowIsCheckedByUsAlone() {
        S3Store store = SERVER.open("deleting");
        Blob one = store.put("a", bytes("one"), Expect.absent());
        Blob two = store.put("a", bytes("two"), Expect.unchanged(one));
        SERVER.door()
                .does(exchange -> exchange.method().equals("DELETE")
                                && exchange.head().toLowerCase(Locale.ROOT).contains("\nif-match")
                        ? Fault.Answer.of(501, "NotImplemented")
                        : new Fault.None());

        assertThatThrownBy(() -> store.delete(one)).isInstanceOf(Conflict.class);
        store.delete(two);

        SERVER.door().does(exchange -> new Fault.None());
        assertThat(store.find("a")).isEqualTo(Optional.empty());
    }
}
