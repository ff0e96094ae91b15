package dev.slipway.aws;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.content;
import static dev.slipway.store.StoreContract.failsAs;
import static dev.slipway.store.StoreContract.keys;
import static dev.slipway.store.StoreContract.sealed;
import static dev.slipway.store.StoreContract.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every operation, with one of its requests going wrong in every way, ends as if nothing had been wrong. */
final class S3StoreFaultsTest {
    private static final S3Server SERVER = S3Server.start();
    private static final AtomicInteger ROOTS = new AtomicInteger();
    private static final byte[] MEDIUM = new byte[100_000];
    private static final byte[] LARGE = new byte[(5 << 20) + 17];

    private static final List<Fault> FAULTS = List.of(
            new Fault.Cut(),
            new Fault.Lost(),
            new Fault.Reset(30),
            new Fault.Reset(600),
            new Fault.Truncated(30),
            Fault.Answer.of(500, "InternalError"),
            Fault.Answer.of(503, "SlowDown"),
            new Fault.Answer(429, "Retry-After: 0\r\n", "<Error><Code>TooManyRequests</Code></Error>"));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private final S3Settings settings = settings();

    /** Soon tired of waiting, and with parts that an object of a few megabytes has two of. */
    private static S3Settings settings() {
        S3Settings quick = SERVER.settings().patient(4, Duration.ofMillis(1), Duration.ofMillis(700));
        return new S3Settings(
                quick.endpoint(),
                quick.region(),
                true,
                quick.encryption(),
                quick.storageClass(),
                false,
                5 << 20,
                quick.attempts(),
                quick.backoff(),
                quick.backoffMax(),
                quick.silence());
    }

    private S3Store open(String prefix) {
        return SERVER.open(prefix, settings, S3Server.SECRET);
    }

    private static String root() {
        return "faults-" + ROOTS.incrementAndGet();
    }

    /** Something to do with a store that has the objects {@code a} and {@code b}, and one staged. */
    private record Operation(String name, Consumer<Stage> act) {}

    private record Stage(S3Store store, Blob a, Blob b, Sealed sealed) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("put", stage -> {
                Blob put = stage.store().put("new", bytes("new"), Expect.absent());
                assertThat(stage.store().find("new")).contains(put);
            }),
            new Operation("replace", stage -> stage.store().put("a", bytes("more"), Expect.unchanged(stage.a()))),
            new Operation("replace by equal bytes", stage -> stage.store()
                    .put("a", bytes("one"), Expect.unchanged(stage.a()))),
            new Operation("find", stage -> assertThat(stage.store().find("a")).contains(stage.a())),
            new Operation(
                    "find nothing", stage -> assertThat(stage.store().find("c")).isEmpty()),
            new Operation("list", stage -> assertThat(keys(stage.store(), "")).containsExactly("a", "b")),
            new Operation("read", stage -> assertThat(content(stage.store(), stage.b()))
                    .isEqualTo(MEDIUM)),
            new Operation("stage", stage -> {
                Sealed sealed = sealed(stage.store(), "rows");
                assertThat(text(stage.store(), sealed.blob())).isEqualTo("rows");
                stage.store().discard(sealed);
            }),
            new Operation("stage in parts", stage -> {
                try (Staged staged = stage.store().stage("large")) {
                    staged.write(LARGE, 0, LARGE.length);
                    stage.store().promote(staged.seal(), "large", Expect.absent());
                }
            }),
            new Operation("close unsealed", stage -> {
                Staged staged = stage.store().stage("given-up");
                staged.write(LARGE, 0, LARGE.length);
                staged.close();
            }),
            new Operation("find staged", stage -> assertThat(
                            stage.store().staged(stage.sealed().blob().key()))
                    .contains(stage.sealed())),
            new Operation("promote", stage -> {
                Blob promoted = stage.store().promote(stage.sealed(), "new", Expect.absent());
                assertThat(stage.store().find("new")).contains(promoted);
            }),
            new Operation(
                    "promote over", stage -> stage.store().promote(stage.sealed(), "a", Expect.unchanged(stage.a()))),
            new Operation("discard", stage -> stage.store().discard(stage.sealed())),
            new Operation("delete", stage -> stage.store().delete(stage.a())),
            new Operation(
                    "conflict", stage -> assertThatThrownBy(() -> stage.store().put("a", bytes("x"), Expect.absent()))
                            .isInstanceOf(Conflict.class)));

    private Stage stage() {
        SERVER.door().does(exchange -> new Fault.None());
        S3Store store = open(root());
        Blob a = store.put("a", bytes("one"), Expect.absent());
        Blob b = store.put("b", MEDIUM, Expect.absent());
        return new Stage(store, a, b, sealed(store, "staged"));
    }

    private static Map<String, Integer> everything(Stage stage) {
        Map<String, Integer> content = new TreeMap<>();
        try (Stream<Blob> blobs = stage.store().list("")) {
            blobs.forEach(blob -> content.put(blob.key(), Arrays.hashCode(content(stage.store(), blob))));
        }
        return content;
    }

    @Test
    void everyOperationSurvivesEveryFaultOfEveryRequest() {
        int tried = 0;
        for (Operation operation : OPERATIONS) {
            Stage undisturbed = stage();
            int before = SERVER.door().requests().size();
            operation.act().accept(undisturbed);
            int requests = SERVER.door().requests().size() - before;
            Map<String, Integer> expected = everything(undisturbed);
            for (Fault fault : FAULTS) {
                for (int request = 0; request < requests; request++) {
                    survives(operation, fault, request, expected);
                    tried++;
                }
            }
        }
        System.out.println(tried + " faults survived");
    }

    private void survives(Operation operation, Fault fault, int request, Map<String, Integer> expected) {
        SERVER.clear();
        Stage stage = stage();
        AtomicInteger number = new AtomicInteger();
        List<String> hit = new ArrayList<>();
        SERVER.door().does(exchange -> {
            if (number.getAndIncrement() != request) {
                return new Fault.None();
            }
            hit.add(exchange.toString());
            return fault;
        });
        try {
            operation.act().accept(stage);
        } catch (Failure | Conflict | AssertionError e) {
            throw new AssertionError(operation.name() + " with " + fault + " at " + hit, e);
        }
        SERVER.door().does(exchange -> new Fault.None());
        assertThat(everything(stage))
                .as("%s with %s at %s", operation.name(), fault, hit)
                .isEqualTo(expected);
        assertThat(uploads(stage))
                .as("%s with %s at %s", operation.name(), fault, hit)
                .allMatch(hit.toString().contains("?uploads") ? upload -> true : upload -> false);
    }

    /** What is left of uploads: one, if the answer that had its name was lost. */
    private static List<String> uploads(Stage stage) {
        try (Stream<Leftover> leftovers = stage.store().leftovers()) {
            return leftovers
                    .map(Leftover::blob)
                    .filter(blob -> blob.version().startsWith("upload:"))
                    .map(Blob::key)
                    .toList();
        }
    }

    @Test
    void aStoreThatStaysAwayIsAFailureThatTellsWhetherSomethingMayHaveHappened() {
        Stage stage = stage();
        S3Store store = stage.store();
        SERVER.door().does(exchange -> Fault.Answer.of(503, "SlowDown"));

        failsAs(Failure.Kind.UNAVAILABLE, () -> store.find("a"), "look at s3://lake/faults", "keeps answering 503");
        failsAs(Failure.Kind.UNAVAILABLE, () -> keys(store, ""), "list s3://lake/faults");
        failsAs(Failure.Kind.UNKNOWN, () -> store.put("x", bytes("x"), Expect.absent()), "write s3://lake/faults");

        SERVER.door().does(exchange -> new Fault.Cut());
        failsAs(Failure.Kind.UNAVAILABLE, () -> content(store, stage.a()), "read s3://lake/faults", "no whole answer");
        SERVER.door().does(exchange -> new Fault.None());
    }

    @Test
    void whatWillNotPassIsAskedForOnce() {
        S3Store store = stage().store();
        SERVER.door().does(exchange -> Fault.Answer.of(403, "AccessDenied"));
        int before = SERVER.door().requests().size();

        failsAs(
                Failure.Kind.CONFIG,
                () -> store.put("x", bytes("x"), Expect.absent()),
                "access denied (403 AccessDenied)",
                "s3:PutObject");

        assertThat(SERVER.door().requests().size() - before).isEqualTo(1);
        SERVER.door().does(exchange -> new Fault.None());
    }

    @Test
    void anAnswerThatNeverComesIsNotWaitedForForGood() {
        for (String name : List.of("put", "read", "promote over", "delete")) {
            Operation operation = OPERATIONS.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Stage undisturbed = stage();
            operation.act().accept(undisturbed);
            survives(operation, new Fault.Silent(), 1, everything(undisturbed));
        }
    }

    @Test
    void aServerThatNobodyFindsIsNamed() {
        S3Settings nowhere = settings.at(Optional.of(URI.create("http://127.0.0.1:1")), settings.region(), true);
        S3Store store = SERVER.open(root(), nowhere, S3Server.SECRET);

        failsAs(Failure.Kind.UNAVAILABLE, () -> store.put("x", bytes("x"), Expect.absent()), "Connection refused");
    }

    @Test
    void aListingThatIsOldHidesNothingForGoodAndMakesNobodyWriteOver() {
        Stage stage = stage();
        SERVER.door().does(exchange -> exchange.target().contains("list-type") ? new Fault.Stale() : new Fault.None());
        assertThat(keys(stage.store(), "")).containsExactly("a", "b");

        stage.store().put("c", bytes("c"), Expect.absent());
        assertThat(keys(stage.store(), "")).containsExactly("a", "b");
        assertThatThrownBy(() -> stage.store().put("c", bytes("d"), Expect.absent()))
                .isInstanceOf(Conflict.class);

        SERVER.door().does(exchange -> new Fault.None());
        assertThat(keys(stage.store(), "")).containsExactly("a", "b", "c");
    }
}
