package dev.slipway.aws;

import dev.slipway.store.Blob;
import dev.slipway.store.Keys;
import dev.slipway.store.Leftover;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is below a place, page by page: a page is asked for when the one before has been looked through. */
final class Listing {
    private final Bucket bucket;
    private final Names names;

    Listing(Bucket bucket, Names names) {
        this.bucket = bucket;
        this.names = names;
    }

    /** All objects whose key begins with {@code prefix}, staged ones too. */
    Stream<Blob> objects(String prefix) {
        int end = prefix.length();
        // Half a character cannot be asked for.
        String asked =
                end > 0 && Character.isHighSurrogate(prefix.charAt(end - 1)) ? prefix.substring(0, end - 1) : prefix;
        return found(asked).flatMap(object -> blob(object).stream()).filter(blob -> blob.key()
                .startsWith(prefix));
    }

    private Optional<Blob> blob(S3Object object) {
        Optional<String> tag = Optional.ofNullable(object.eTag())
                // Some servers list what is being deleted without one.
                .or(() -> bucket.head(object.key()).map(HeadObjectResponse::eTag));
        return names.key(object.key())
                .flatMap(key -> tag.map(quoted ->
                        new Blob(key, object.size(), Version.of(quoted, "").toString())));
    }

    private Stream<S3Object> found(String prefix) {
        String object = names.prefix(prefix);
        return Stream.iterate(
                        new Page<>(bucket.list(object, null)),
                        Objects::nonNull,
                        page -> page.following(
                                ListObjectsV2Response::isTruncated,
                                last -> bucket.list(object, last.nextContinuationToken())))
                .flatMap(page -> page.answer().contents().stream());
    }

    /** Objects in the staging folder. */
    Stream<Leftover> staged() {
        return found(Keys.STAGING + '/')
                .flatMap(object -> blob(object).map(blob -> new Leftover(blob, object.lastModified())).stream());
    }

    /** Uploads that are not completed, as objects of no bytes. */
    Stream<Leftover> uploads() {
        String all = names.prefix("");
        return Stream.iterate(
                        new Page<>(bucket.uploads(all, null, null)),
                        Objects::nonNull,
                        page -> page.following(
                                ListMultipartUploadsResponse::isTruncated,
                                last -> bucket.uploads(all, last.nextKeyMarker(), last.nextUploadIdMarker())))
                .flatMap(page -> page.answer().uploads().stream())
                .flatMap(upload -> names.key(upload.key()).map(key -> leftover(key, upload)).stream());
    }

    private static Leftover leftover(String key, MultipartUpload upload) {
        return new Leftover(new Blob(key, 0, Version.upload(upload.uploadId())), upload.initiated());
    }

    /** An answer of the server that may not be the last. */
    private record Page<T>(T answer) {
        @Nullable
        Page<T> following(Predicate<T> truncated, Function<T, T> next) {
            return truncated.test(answer) ? new Page<>(next.apply(answer)) : null;
        }
    }
}
