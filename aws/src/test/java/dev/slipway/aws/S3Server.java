package dev.slipway.aws;

import dev.slipway.job.Cancel;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** A server that speaks S3, keeps objects in memory and checks signatures, behind a {@link Door}. */
public final class S3Server implements AutoCloseable {
    /** Who may ask. */
    public static final String ACCESS_KEY = "AKIATESTACCESSKEY";

    /** What he signs with. */
    public static final String SECRET = "secret-that-no-message-holds";

    /** Where the tests' objects are. */
    public static final String BUCKET = "lake";

    private static final AtomicInteger SEEDS = new AtomicInteger();

    private final TransientNio2BlobStore objects;
    private final S3Proxy server;
    private final Door door;

    private S3Server(TransientNio2BlobStore objects, S3Proxy server, Door door) {
        this.objects = objects;
        this.server = server;
        this.door = door;
    }

    /** Starts one, with an empty bucket, that keeps the conditions of writes. */
    public static S3Server start() {
        return start(true);
    }

    /** Starts one whose keys this process has until it is closed, where commands look for them. */
    public static S3Server startForThisProcess() {
        S3Server server = start();
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET);
        return server;
    }

    static S3Server start(boolean ordered) {
        try {
            TransientNio2BlobStore objects = new TransientNio2BlobStore();
            objects.createContainer(BUCKET);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new Utf8Order(objects))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET)
                    .stopTimeout(0)
                    .build();
            server.start();
            return new S3Server(objects, server, new Door(server.getPort(), ordered));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Door door() {
        return door;
    }

    /**
     * Lets so many more requests through. What comes after them is carried out or not, and is not answered either way.
     *
     * @return whether that has happened
     */
    public BooleanSupplier stallAfter(int requests, boolean carriedOut) {
        AtomicInteger left = new AtomicInteger(requests);
        door.does(exchange ->
                left.getAndDecrement() > 0 ? new Fault.None() : carriedOut ? new Fault.Silent() : new Fault.Held());
        return () -> left.get() < 0;
    }

    /** Goes away when it is first to write what has {@code part} in its name: refuses all from then on, asking for no patience. */
    public void goAwayAt(String part) {
        Fault away = new Fault.Answer(
                503, "Retry-After: 0\r\n", "<Error><Code>SlowDown</Code><Message>told to</Message></Error>");
        AtomicBoolean gone = new AtomicBoolean();
        door.does(exchange -> {
            if (exchange.changes() && exchange.target().contains(part)) {
                gone.set(true);
            }
            return gone.get() ? away : new Fault.None();
        });
    }

    /** Answers again. */
    public void release() {
        door.does(exchange -> new Fault.None());
    }

    /** What to connect to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.port());
    }

    /** Settings for it, without patience: tests that need some ask for it. */
    S3Settings settings() {
        return S3Settings.DEFAULT
                .at(Optional.of(endpoint()), Optional.of("us-east-1"), true)
                .patient(6, Duration.ofMillis(1), Duration.ofSeconds(20));
    }

    /** Removes every object, and what was begun. */
    void clear() {
        objects.clearContainer(ListObjectsV2Request.builder().bucket(BUCKET).build());
    }

    /** Puts an object whose name need not be a key. */
    void put(String object) {
        client(settings(), SECRET).putObject(put -> put.bucket(BUCKET).key(object), RequestBody.fromBytes(new byte[0]));
    }

    private static S3Client client(S3Settings settings, String secret) {
        return Clients.builder(settings)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, secret)))
                .build();
    }

    /** A store in a bucket that need not be there. */
    S3Store openBucket(String bucket) {
        return open(new S3Location(bucket, "lake"), settings(), SECRET);
    }

    S3Store open(String prefix) {
        return open(prefix, settings(), SECRET);
    }

    S3Store open(String prefix, S3Settings settings, String secret) {
        return open(S3Location.parse("s3://" + BUCKET + '/' + prefix), settings, secret);
    }

    private static S3Store open(S3Location location, S3Settings settings, String secret) {
        return new S3Store(
                location, settings, new Cancel(), new SharedRandom(SEEDS.incrementAndGet()), client(settings, secret));
    }

    @Override
    public void close() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        try {
            door.close();
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Chance with a seed, for several threads. */
    private static final class SharedRandom implements RandomGenerator {
        private final SplittableRandom random;

        SharedRandom(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }
}
