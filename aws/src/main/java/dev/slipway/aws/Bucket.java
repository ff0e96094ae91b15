package dev.slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** The requests that are made of a bucket, each as the settings want it. Names are whole: prefix and key. */
final class Bucket {
    /** Bytes of an array that are sent. */
    record Body(byte[] bytes, int length) {
        RequestBody request() {
            return RequestBody.fromContentProvider(this::stream, length, "application/octet-stream");
        }

        private InputStream stream() {
            return new ByteArrayInputStream(bytes, 0, length);
        }

        String checksum() {
            return Crc32c.of(bytes, length);
        }
    }

    /** What a write expects, as headers have it. */
    record Condition(@Nullable String ifNoneMatch, @Nullable String ifMatch) {
        static final Condition NONE = new Condition(null, null);
        static final Condition ABSENT = new Condition("*", null);

        static Condition unchanged(Version version) {
            return new Condition(null, version.quoted());
        }
    }

    private final S3Client client;
    private final String name;
    private final S3Settings settings;
    private final Requests requests;

    Bucket(S3Client client, String name, S3Settings settings, Requests requests) {
        this.client = client;
        this.name = name;
        this.settings = settings;
        this.requests = requests;
    }

    private @Nullable RequestPayer payer() {
        return settings.requesterPays() ? RequestPayer.REQUESTER : null;
    }

    private String at(String object) {
        return "s3://" + name + '/' + object;
    }

    /** What must be in an answer, which may have been cut short where no length tells. */
    static <T> T whole(@Nullable T part) throws EOFException {
        if (part == null) {
            throw new EOFException("the answer lacks what it must have");
        }
        return part;
    }

    /** What is known of an object: its size and tag at least. */
    Optional<HeadObjectResponse> head(String object) {
        try {
            return Optional.of(requests.read("look at " + at(object), () -> {
                HeadObjectResponse head = client.headObject(
                        asked -> asked.bucket(name).key(object).requestPayer(payer()));
                whole(head.contentLength());
                whole(head.eTag());
                return head;
            }));
        } catch (Refused e) {
            if (e.isAbsent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Bytes {@code from … to}, both included, of the object with this tag; asked for once, without trying again. */
    ResponseInputStream<GetObjectResponse> get(String object, Version version, long from, long to) throws EOFException {
        ResponseInputStream<GetObjectResponse> body = client.getObject(get -> get.bucket(name)
                .key(object)
                .range("bytes=" + from + '-' + to)
                .ifMatch(version.quoted())
                .requestPayer(payer()));
        if (body.response().eTag() == null || body.response().contentLength() == null) {
            body.abort();
            throw new EOFException("the answer lacks what it must have");
        }
        return body;
    }

    /** All bytes of a small object with this tag. */
    byte[] content(String object, Version version, int length) {
        return length == 0
                ? new byte[0]
                : requests.read("read " + at(object), () -> get(object, version, 0, length - 1L)
                        .readAllBytes());
    }

    /** The new object's tag, in quotes. */
    String put(String object, Body body, String id, Condition condition) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(name)
                .key(object)
                .metadata(Version.metadata(id))
                .checksumCRC32C(body.checksum())
                .ifNoneMatch(condition.ifNoneMatch())
                .ifMatch(condition.ifMatch())
                .requestPayer(payer());
        encryption().ifPresent(put::serverSideEncryption);
        encryptionKey().ifPresent(put::ssekmsKeyId);
        PutObjectRequest request = put.build();
        return requests.write(
                "write " + at(object),
                () -> whole(client.putObject(request, body.request()).eTag()));
    }

    private Optional<ServerSideEncryption> encryption() {
        return settings.encryption()
                .map(asked -> ServerSideEncryption.fromValue(asked.startsWith("aws:kms:") ? "aws:kms" : asked));
    }

    private Optional<String> encryptionKey() {
        return settings.encryption()
                .filter(asked -> asked.startsWith("aws:kms:"))
                .map(asked -> asked.substring("aws:kms:".length()));
    }

    /** Removes it if it is there; only if it has this tag, if one is given and the server knows how. */
    void delete(String object, @Nullable Version version) {
        String condition = version == null ? null : version.quoted();
        try {
            remove(object, condition);
        } catch (Refused e) {
            if (condition != null && e.isUnheard()) {
                remove(object, null);
            } else if (!e.isAbsent()) {
                throw e;
            }
        }
    }

    private void remove(String object, @Nullable String condition) {
        requests.write(
                "delete " + at(object),
                () -> client.deleteObject(delete ->
                        delete.bucket(name).key(object).ifMatch(condition).requestPayer(payer())));
    }

    /** A page of names that begin with {@code prefix}. */
    ListObjectsV2Response list(String prefix, @Nullable String continuation) {
        return requests.read("list " + at(prefix), () -> {
            ListObjectsV2Response page = client.listObjectsV2(list -> list.bucket(name)
                    .prefix(prefix)
                    .continuationToken(continuation)
                    .requestPayer(payer()));
            whole(page.isTruncated());
            return page;
        });
    }

    /** A page of uploads that were begun. */
    ListMultipartUploadsResponse uploads(String prefix, @Nullable String keyMarker, @Nullable String uploadMarker) {
        return requests.read("list the uploads of " + at(prefix), () -> {
            ListMultipartUploadsResponse page = client.listMultipartUploads(list -> list.bucket(name)
                    .prefix(prefix)
                    .keyMarker(keyMarker)
                    .uploadIdMarker(uploadMarker)
                    .requestPayer(payer()));
            whole(page.isTruncated());
            return page;
        });
    }

    /** Begins an upload; its id. */
    String begin(String object, String id, boolean data) {
        CreateMultipartUploadRequest.Builder begin = CreateMultipartUploadRequest.builder()
                .bucket(name)
                .key(object)
                .metadata(Version.metadata(id))
                .requestPayer(payer());
        encryption().ifPresent(begin::serverSideEncryption);
        encryptionKey().ifPresent(begin::ssekmsKeyId);
        if (data) {
            settings.storageClass().ifPresent(begin::storageClass);
        }
        CreateMultipartUploadRequest request = begin.build();
        return requests.write(
                "begin " + at(object),
                () -> whole(client.createMultipartUpload(request).uploadId()));
    }

    CompletedPart part(String object, String upload, int number, Body body) {
        String checksum = body.checksum();
        return completed(
                number,
                requests.write(
                        "write part " + number + " of " + at(object),
                        () -> whole(client.uploadPart(
                                        part -> part.bucket(name)
                                                .key(object)
                                                .uploadId(upload)
                                                .partNumber(number)
                                                .checksumCRC32C(checksum)
                                                .requestPayer(payer()),
                                        body.request())
                                .eTag())));
    }

    private static CompletedPart completed(int number, String tag) {
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Copies bytes {@code from … to} of another object, if it has this tag. */
    CompletedPart copy(String object, String upload, int number, String source, Version version, long from, long to) {
        UploadPartCopyRequest copy = UploadPartCopyRequest.builder()
                .sourceBucket(name)
                .sourceKey(source)
                .copySourceIfMatch(version.quoted())
                .copySourceRange("bytes=" + from + '-' + to)
                .destinationBucket(name)
                .destinationKey(object)
                .uploadId(upload)
                .partNumber(number)
                .requestPayer(payer())
                .build();
        return completed(
                number,
                requests.write(
                        "copy " + at(source) + " to part " + number + " of " + at(object),
                        () -> whole(whole(client.uploadPartCopy(copy).copyPartResult())
                                .eTag())));
    }

    /** Makes an object of the parts; its tag, in quotes. */
    String complete(String object, String upload, List<CompletedPart> parts, Condition condition) {
        return requests.write(
                "complete " + at(object),
                () -> whole(client.completeMultipartUpload(complete -> complete.bucket(name)
                                .key(object)
                                .uploadId(upload)
                                .multipartUpload(uploaded -> uploaded.parts(parts))
                                .ifNoneMatch(condition.ifNoneMatch())
                                .ifMatch(condition.ifMatch())
                                .requestPayer(payer()))
                        .eTag()));
    }

    /** Gives an upload up, if it is still there. */
    void abort(String object, String upload) {
        try {
            requests.write(
                    "give up the upload of " + at(object),
                    () -> client.abortMultipartUpload(abort ->
                            abort.bucket(name).key(object).uploadId(upload).requestPayer(payer())));
        } catch (Refused e) {
            if (!e.isAbsent()) {
                throw e;
            }
        }
    }
}
