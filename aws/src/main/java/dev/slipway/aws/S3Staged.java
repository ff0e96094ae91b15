package dev.slipway.aws;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object in the staging folder: one request if it is small, else an upload part by part. While one part is on its way, the
 * next is written: holds two parts in memory. Parts grow, so that the 10,000 that there may be hold 5 TiB, and those of ordinary
 * files stay small.
 */
final class S3Staged implements Staged {
    private static final int BUFFER_BYTES_MIN = 1 << 16;

    /** Of larger parts, one is memory enough. */
    private static final int AHEAD_BYTES_MAX = 16 << 20;

    private static final int PARTS_BEFORE_GROWTH = 75;

    private final Bucket bucket;
    private final String key;
    private final String object;
    private final String id;
    private final int partBytes;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[0];
    private byte[] spare = new byte[0];
    private @Nullable CompletableFuture<CompletedPart> sending;
    private boolean lacking;
    private int begun;
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
            int full = partBytes(partBytes, begun);
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

    @Override
    public long bytesHeld() {
        return (long) buffer.length + spare.length;
    }

    private void reserve(int needed, int full) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(
                    buffer, (int) Math.min(full, Math.max(Math.max(needed, BUFFER_BYTES_MIN), 2L * buffer.length)));
        }
    }

    private void send() {
        String open = upload;
        if (open == null) {
            open = bucket.begin(object, id, false);
            upload = open;
        }
        arrive();
        String there = open;
        int number = ++begun;
        Bucket.Body body = new Bucket.Body(buffer, held);
        sending = CompletableFuture.supplyAsync(
                () -> bucket.part(object, there, number, body),
                Thread.ofVirtual().name("slipway-part")::start);
        if (buffer.length > AHEAD_BYTES_MAX) {
            arrive();
            spare = new byte[0];
        } else {
            byte[] full = buffer;
            buffer = spare;
            spare = full;
        }
        sent += held;
        held = 0;
    }

    /** Waits for the part that is on its way; what went wrong with it is thrown here. */
    private void arrive() {
        CompletableFuture<CompletedPart> part = sending;
        if (part != null) {
            sending = null;
            lacking = true;
            parts.add(result(part));
            lacking = false;
        }
    }

    private static CompletedPart result(CompletableFuture<CompletedPart> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case RuntimeException cause -> cause;
                case Error cause -> throw cause;
                case null, default -> e;
            };
        }
    }

    /** Without one of its parts it would be another object. */
    private void checkOpen() {
        if (lacking) {
            throw new Failure(Failure.Kind.UNAVAILABLE, object + " lacks a part that could not be sent; write it anew");
        }
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
            arrive();
            tag = complete(upload);
        }
        end();
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

    private void end() {
        ended = true;
        buffer = new byte[0];
        spare = new byte[0];
    }

    @Override
    public void close() {
        String open = ended ? null : upload;
        if (open != null) {
            // A part that arrives after the upload was ended would stay.
            awaitSilently();
        }
        end();
        if (open != null) {
            bucket.abort(object, open);
        }
    }

    /** Who closes without sealing wants none of what comes. */
    private void awaitSilently() {
        try {
            arrive();
        } catch (RuntimeException | OutOfMemoryError e) {
            // it was not for nothing that this is closed
        }
    }
}
