package dev.slipway.aws;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Keys;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A place in S3, or in what speaks its protocol, as a {@link Store}. Every write that expects something says so to the
 * server, which decides: {@link #probe} asks whether it does. Each object has an id of ours among its metadata, by which a
 * write whose answer was lost is recognised, and equal bytes written twice are told apart.
 *
 * <p>The id is compared by us, before the server compares its tag: an object replaced by one of equal bytes between the two
 * requests is taken for the one that was seen. A listing has no ids: its blobs have coarser versions, which stand for the
 * same objects.
 */
public final class S3Store implements Store {
    private static final int REQUESTS_AT_ONCE = 8;

    private static final int TRIES_MAX = 5;

    private final String root;
    private final Names names;
    private final Requests requests;
    private final Bucket bucket;
    private final Listing listing;
    private final S3Settings settings;
    private final RandomGenerator random;
    private final S3Client client;

    /**
     * The store at a place, which is asked nothing yet.
     *
     * @param cancel ends the waiting between attempts
     * @param random for names, which must differ from those of all other processes, and for pauses; thread-safe
     */
    public S3Store(S3Location location, S3Settings settings, Cancel cancel, RandomGenerator random) {
        this(location, settings, cancel, random, Clients.open(settings, location.toString()));
    }

    S3Store(S3Location location, S3Settings settings, Cancel cancel, RandomGenerator random, S3Client client) {
        this.root = location.toString();
        this.names = new Names(location);
        this.settings = settings;
        this.random = random;
        this.client = client;
        this.requests = new Requests(settings, new Refusals(root), cancel, random);
        this.bucket = new Bucket(client, location.bucket(), settings, requests);
        this.listing = new Listing(bucket, names);
    }

    /**
     * Tries whether the store keeps the conditions that writes rely on, also when several write at once.
     *
     * @throws Failure CONFIG when it does not, or when something that is needed is not allowed
     */
    public void probe() {
        new Conditions(client, requests, names, id()).probe();
    }

    private String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Which server it speaks with, wherever that was said, in one spelling; empty for Amazon's own. */
    public Optional<String> endpoint() {
        return client.serviceClientConfiguration().endpointOverride().map(S3Store::spelled);
    }

    private static String spelled(URI endpoint) {
        String scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
        String usualPort = scheme.equals("https") ? ":443$" : ":80$";
        String server = endpoint.getRawAuthority().toLowerCase(Locale.ROOT).replaceFirst(usualPort, "");
        return scheme + "://" + server + endpoint.getRawPath().replaceFirst("/+$", "");
    }

    @Override
    public String root() {
        return root;
    }

    @Override
    public int atOnce() {
        return REQUESTS_AT_ONCE;
    }

    @Override
    public Stream<Blob> list(String prefix) {
        return listing.objects(prefix).filter(blob -> !Keys.staged(blob.key()));
    }

    @Override
    public Optional<Blob> find(String key) {
        return bucket.head(names.object(key))
                .map(head -> new Blob(
                        key,
                        head.contentLength(),
                        Version.of(head.eTag(), head.metadata()).toString()));
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        String object = names.object(blob.key());
        Objects.checkFromIndexSize(offset, length, blob.size());
        if (length == 0) {
            Optional<Blob> there = find(blob.key());
            if (!is(there, blob)) {
                throw changed(blob, there);
            }
        }
        return new ObjectStream(
                        requests,
                        "read " + root + '/' + blob.key(),
                        (from, to) -> open(object, blob, from, to),
                        offset,
                        length)
                .opened();
    }

    private ResponseInputStream<GetObjectResponse> open(String object, Blob blob, long from, long to)
            throws IOException {
        Version seen = Version.of(blob);
        ResponseInputStream<GetObjectResponse> body;
        try {
            body = bucket.get(object, seen, from, to);
        } catch (S3Exception e) {
            if (Refusals.isPassing(e) || !Refusals.isUnderstood(e)) {
                throw e;
            }
            throw changed(blob, find(blob.key()));
        }
        if (!Version.of(body.response().eTag(), body.response().metadata()).matches(seen)) {
            body.abort();
            throw changed(blob, find(blob.key()));
        }
        return body;
    }

    /** Whether what is there may be what was seen. */
    private static boolean is(Optional<Blob> there, Blob seen) {
        return there.filter(found -> Version.of(found).matches(Version.of(seen)))
                .isPresent();
    }

    private Failure changed(Blob blob, Optional<Blob> found) {
        return new Failure(
                Failure.Kind.CORRUPT,
                where(blob.key()) + " changed while it was in use (version " + blob.version() + ", now "
                        + found.map(Blob::version).orElse("nothing") + ")");
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.empty();
    }

    @Override
    public Staged stage(String attempt) {
        String id = id();
        String key = Keys.STAGING + '/' + attempt + '-' + id + Keys.PART;
        return new S3Staged(bucket, key, names.object(key), id, settings.partBytes());
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        Promotion promotion =
                new Promotion(bucket, sealed, names.object(sealed.blob().key()), names.target(key), !Keys.kept(key));
        Optional<Blob> promoted = expect instanceof Expect.Version ? mine(sealed, key) : Optional.empty();
        for (int tried = 0; promoted.isEmpty(); tried++) {
            checkVersion(key, expect);
            promoted = promotion.run(expect).map(tag -> promoted(sealed, key, tag));
            if (promoted.isEmpty()) {
                promoted = afterwards(sealed, key, expect, tried);
            }
        }
        promotion.clear();
        return promoted.get();
    }

    private static Blob promoted(Sealed sealed, String key, String tag) {
        String id = Version.of(sealed.blob()).id();
        return new Blob(key, sealed.blob().size(), Version.of(tag, id).toString());
    }

    /** What stands there, if it is the staged object by its id. */
    private Optional<Blob> mine(Sealed sealed, String key) {
        String id = Version.of(sealed.blob()).id();
        return find(key).filter(there -> !id.isEmpty() && Version.of(there).id().equals(id));
    }

    /** Why it was refused: it had been done, which is fine; or what is there is not as expected; or nothing is staged. */
    private Optional<Blob> afterwards(Sealed sealed, String key, Expect expect, int tried) {
        Optional<Blob> mine = mine(sealed, key);
        if (mine.isEmpty()) {
            check(key, expect);
            if (!is(find(sealed.blob().key()), sealed.blob())) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        where(sealed.blob().key()) + " was written but is gone: nothing was published; run again");
            }
            if (tried == TRIES_MAX) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        where(key) + " could not be written, though it is as expected: others try the same, or the"
                                + " server refuses to copy; run again");
            }
        }
        return mine;
    }

    /** Compares ids, which the server does not. */
    private void checkVersion(String key, Expect expect) {
        if (expect instanceof Expect.Version) {
            check(key, expect);
        }
    }

    private void check(String key, Expect expect) {
        Optional<Blob> there = find(key);
        switch (expect) {
            case Expect.Absent absent -> {
                if (there.isPresent()) {
                    throw new Conflict(key, where(key) + " exists already");
                }
            }
            case Expect.Version seen -> {
                if (!is(there, new Blob(key, 0, seen.version()))) {
                    throw new Conflict(
                            key,
                            where(key) + " is not what was expected: version " + seen.version() + ", found "
                                    + there.map(Blob::version).orElse("nothing"));
                }
            }
        }
    }

    @Override
    public Optional<Sealed> staged(String key) {
        if (!Keys.staged(key)) {
            throw new Failure(Failure.Kind.CONFIG, "\"" + key + "\" is no staged object of " + root);
        }
        return find(key).map(Sealed::new);
    }

    /** Staged objects, and uploads that were begun and not completed, whatever their names. */
    @Override
    public Stream<Leftover> leftovers() {
        return Stream.concat(listing.staged(), listing.uploads());
    }

    @Override
    public void discard(Sealed sealed) {
        Version version = Version.of(sealed.blob());
        String object = names.object(sealed.blob().key());
        if (version.isUpload()) {
            bucket.abort(object, version.uploadId());
        } else if (Keys.staged(sealed.blob().key())) {
            bucket.delete(object, null);
        }
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        String object = names.target(key);
        String id = id();
        for (int tried = 0; ; tried++) {
            checkVersion(key, expect);
            @Nullable String tag = tryPut(object, body, id, expect);
            if (tag != null) {
                return new Blob(key, body.length, Version.of(tag, id).toString());
            }
            Optional<Blob> there = find(key);
            if (there.filter(found -> Version.of(found).id().equals(id)).isPresent()) {
                return there.get();
            }
            check(key, expect);
            if (tried == TRIES_MAX) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        where(key) + " could not be written, though it is as expected: others try the same; run again");
            }
        }
    }

    private @Nullable String tryPut(String object, byte[] body, String id, Expect expect) {
        Bucket.Body bytes = new Bucket.Body(body, body.length);
        Bucket.Condition condition = Promotion.condition(expect);
        try {
            return Tags.isExpected(Tags.whole(body), expect)
                    ? upload(object, bytes, id, condition)
                    : bucket.put(object, bytes, id, condition);
        } catch (Refused e) {
            return null;
        }
    }

    private String upload(String object, Bucket.Body bytes, String id, Bucket.Condition condition) {
        String upload = bucket.begin(object, id, false);
        boolean completed = false;
        try {
            String tag = bucket.complete(object, upload, List.of(bucket.part(object, upload, 1, bytes)), condition);
            completed = true;
            return tag;
        } finally {
            if (!completed) {
                bucket.abort(object, upload);
            }
        }
    }

    @Override
    public void delete(Blob blob) {
        String object = names.target(blob.key());
        Optional<Blob> there = find(blob.key());
        if (there.isPresent()) {
            check(blob.key(), Expect.unchanged(blob));
            try {
                bucket.delete(object, Version.of(blob));
            } catch (Refused e) {
                check(blob.key(), Expect.unchanged(blob));
                throw new Failure(Failure.Kind.UNAVAILABLE, where(blob.key()) + " could not be deleted; run again", e);
            }
        }
    }

    @Override
    public void settle(String key) {
        // What can be seen in S3 is durable.
    }

    @Override
    public Optional<Long> bytesFree() {
        return Optional.empty();
    }

    private String where(String key) {
        return root + '/' + key;
    }
}
