package dev.slipway.aws;

import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * One try to give a staged object its name: an upload under that name, whose parts the server copies, and whose completion
 * carries the condition. The staged object is looked for once more before, and its removal and that of all other uploads of
 * that name follow, so that whoever was stopped in the middle of the same finds nothing to complete.
 */
final class Promotion {
    private static final long PART_BYTES_MIN = 256L << 20;
    private static final int PARTS_MAX = 10_000;

    /** What any but the last part must have. */
    private static final int PART_BYTES_LEAST = 5 << 20;

    private final Bucket bucket;
    private final Blob staged;
    private final Version version;
    private final String source;
    private final String target;
    private final boolean data;

    Promotion(Bucket bucket, Sealed sealed, String source, String target, boolean data) {
        this.bucket = bucket;
        this.staged = sealed.blob();
        this.version = Version.of(staged);
        this.source = source;
        this.target = target;
        this.data = data;
    }

    static Bucket.Condition condition(Expect expect) {
        return switch (expect) {
            case Expect.Absent absent -> Bucket.Condition.ABSENT;
            case Expect.Version seen -> Bucket.Condition.unchanged(Version.of(new Blob("", 0, seen.version())));
        };
    }

    /** The tag of the new object, in quotes; empty when nothing is staged any more, or the condition is not met. */
    Optional<String> run(Expect expect) {
        String upload = bucket.begin(target, version.id(), data);
        boolean completed = false;
        try {
            List<CompletedPart> parts = parts(upload, 0);
            if (Tags.isExpected(Tags.combined(parts), expect)) {
                if (staged.size() <= PART_BYTES_LEAST) {
                    return Optional.of(bucket.put(target, content(), version.id(), condition(expect)));
                }
                parts = parts(upload, PART_BYTES_LEAST);
            }
            if (!isStaged()) {
                return Optional.empty();
            }
            String tag = bucket.complete(target, upload, parts, condition(expect));
            completed = true;
            return Optional.of(tag);
        } catch (Refused e) {
            return Optional.empty();
        } finally {
            if (!completed) {
                bucket.abort(target, upload);
            }
        }
    }

    private Bucket.Body content() {
        byte[] bytes = bucket.content(source, version, (int) staged.size());
        return new Bucket.Body(bytes, bytes.length);
    }

    /** @param firstBytes of the first part, if it is to differ from the others */
    private List<CompletedPart> parts(String upload, long firstBytes) {
        if (staged.size() == 0) {
            return List.of(bucket.part(target, upload, 1, new Bucket.Body(new byte[0], 0)));
        }
        long partBytes = Math.max(PART_BYTES_MIN, Math.ceilDiv(staged.size(), PARTS_MAX - 1));
        List<CompletedPart> parts = new ArrayList<>();
        for (long at = 0; at < staged.size(); ) {
            long bytes = at == 0 && firstBytes > 0 ? firstBytes : partBytes;
            long to = Math.min(at + bytes, staged.size());
            parts.add(bucket.copy(target, upload, parts.size() + 1, source, version, at, to - 1));
            at = to;
        }
        return parts;
    }

    private boolean isStaged() {
        return bucket.head(source)
                .filter(head -> Version.of(head.eTag(), head.metadata()).matches(version))
                .isPresent();
    }

    /** What follows: also done again when it is not known whether it was done. */
    void clear() {
        bucket.delete(source, null);
        bucket.uploads(target, null, null).uploads().stream()
                .filter(upload -> upload.key().equals(target))
                .map(MultipartUpload::uploadId)
                .forEach(upload -> bucket.abort(target, upload));
    }
}
