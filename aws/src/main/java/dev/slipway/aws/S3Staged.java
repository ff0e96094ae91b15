package dev.slipway.aws;

import dev.slipway.store.Blob;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object in the staging folder: one request if it is small, else an upload part by part. Holds one part in memory. Parts
 * grow, so that the 10,000 that there may be hold 5 TiB, and those of ordinary files stay small.
 */
final class S3Staged implements Staged {
    private static final int BUFFER_BYTES_MIN = 1 << 16;
    private static final int PARTS_BEFORE_GROWTH = 75;

    private final Bucket bucket;
    private final String key;
    private final String object;
    private final String id;
    private final int partBytes;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[BUFFER_BYTES_MIN];
    private int held;
    private long sent;
    private @Nullable String upload;
    private boolean ended;

    S3Staged(Bucket bucket, String key, String object, String id, int partBytes) {
        this.bucket = bucket;
        this.key = key;
        this.object = object;
        this.id = id;
        this.partBytes = partBytes;
    }

    /** The size of the part that follows on so many. */
    static int partBytes(int first, int parts) {
        return (int) (first + (long) first * parts / PARTS_BEFORE_GROWTH);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        checkOpen();
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int full = partBytes(partBytes, parts.size());
            if (held == full) {
                send();
                continue;
            }
            int count = Math.min(end - at, full - held);
            reserve(held + count, full);
            System.arraycopy(bytes, at, buffer, held, count);
            held += count;
            at += count;
        }
    }

    private void reserve(int needed, int full) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(full, Math.max(needed, 2L * buffer.length)));
        }
    }

    private void send() {
        String begun = upload;
        if (begun == null) {
            begun = bucket.begin(object, id, false);
            upload = begun;
        }
        parts.add(bucket.part(object, begun, parts.size() + 1, new Bucket.Body(buffer, held)));
        sent += held;
        held = 0;
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException(key + " is sealed or closed");
        }
    }

    @Override
    public Sealed seal() {
        checkOpen();
        String tag;
        long size = sent + held;
        if (upload == null) {
            tag = bucket.put(object, new Bucket.Body(buffer, held), id, Bucket.Condition.NONE);
        } else {
            if (held > 0) {
                send();
            }
            tag = complete(upload);
        }
        ended = true;
        buffer = new byte[0];
        return new Sealed(new Blob(key, size, Version.of(tag, id).toString()));
    }

    private String complete(String begun) {
        try {
            return bucket.complete(object, begun, parts, Bucket.Condition.NONE);
        } catch (Refused e) {
            // Completed before, by a request whose answer was lost: nobody else knows this name.
            return bucket.head(object).orElseThrow(() -> e).eTag();
        }
    }

    @Override
    public void close() {
        if (!ended && upload != null) {
            bucket.abort(object, upload);
        }
        ended = true;
        buffer = new byte[0];
    }
}
