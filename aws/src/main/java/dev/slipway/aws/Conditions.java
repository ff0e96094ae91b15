package dev.slipway.aws;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Finds out whether a store keeps the conditions of writes: by breaking each once, and by letting several keep the same one
 * at the same moment. It goes past what else compares before a write, so that only the server can be the one that refuses.
 */
final class Conditions {
    private static final int ROUNDS = 4;
    private static final int WRITERS = 4;
    private static final String OTHER = "\"00000000000000000000000000000000\"";

    private final S3Client client;
    private final Requests requests;
    private final String bucket;
    private final String root;
    private final String prefix;

    Conditions(S3Client client, Requests requests, Names names, String id) {
        this.client = client;
        this.requests = requests;
        this.bucket = names.location().bucket();
        this.root = names.location().toString();
        this.prefix = names.prefix("_slipway/probe/" + id + '/');
    }

    void probe() {
        List<String> used = new ArrayList<>();
        try {
            alone(used(used, "alone"));
            for (int round = 0; round < ROUNDS; round++) {
                together(used(used, "put" + round), used(used, "complete" + round));
            }
        } finally {
            used.forEach(this::remove);
        }
    }

    private String used(List<String> used, String name) {
        String object = prefix + name;
        used.add(object);
        return object;
    }

    private void alone(String object) {
        if (!put(object, 0, "*", null) && !isThere(object)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    root + " refuses to create what is absent if it is absent (PutObject with If-None-Match); "
                            + advice());
        }
        keeps(!put(object, 0, "*", null), "creates an object that is to be created only if absent, though it is there");
        keeps(
                !put(object, 1, null, OTHER),
                "replaces an object that is to be replaced only if unchanged, though it changed");
        keeps(
                !completing(object, 2, "*", null).getAsBoolean(),
                "completes an upload that is to create an object, though there is one");
        keeps(!completing(object, 3, null, OTHER).getAsBoolean(), "completes an upload over an object that changed");
    }

    private void together(String put, String completed) {
        one(writer -> () -> put(put, writer, "*", null), "create an object, if it is absent");
        String tag = tag(put);
        one(writer -> () -> put(put, WRITERS + writer, null, tag), "replace an object, if it is unchanged");
        one(writer -> completing(completed, writer, "*", null), "complete an upload, if its object is absent");
        String completedTag = tag(completed);
        one(
                writer -> completing(completed, WRITERS + writer, null, completedTag),
                "complete an upload, if its object is unchanged");
    }

    /** What a writer does first, and then at the same moment as the others. Each writes other bytes: equal ones would not differ. */
    private interface Write {
        /** Whether the store lets it is known when it is run. */
        BooleanSupplier ready(int writer);
    }

    private void one(Write write, String what) {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<BooleanSupplier> ready = all(
                    threads,
                    IntStream.range(0, WRITERS)
                            .mapToObj(writer -> (Callable<BooleanSupplier>) () -> write.ready(writer))
                            .toList());
            List<Boolean> written = all(
                    threads,
                    ready.stream()
                            .map(condition -> (Callable<Boolean>) () -> {
                                start.await();
                                return condition.getAsBoolean();
                            })
                            .toList());
            long winners = written.stream().filter(won -> won).count();
            keeps(winners <= 1, "lets " + winners + " of " + WRITERS + " writers " + what + ", all at once");
        }
    }

    private <T> List<T> all(ExecutorService threads, List<Callable<T>> work) {
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.CANCELLED, "interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(Failure.Kind.UNAVAILABLE, "could not try " + root + ": " + e.getCause(), e);
        }
    }

    private void keeps(boolean kept, String otherwise) {
        if (!kept) {
            throw new Failure(
                    Failure.Kind.CONFIG, root + ' ' + otherwise + ": runs could not be told apart; " + advice());
        }
    }

    private static String advice() {
        return "export to a folder, or to a store that keeps the conditions of writes (Amazon S3 does, for PutObject and"
                + " CompleteMultipartUpload)";
    }

    private boolean put(String object, int body, @Nullable String ifNoneMatch, @Nullable String ifMatch) {
        return allowed(
                "try conditional writes in " + root,
                () -> client.putObject(
                        put -> put.bucket(bucket)
                                .key(object)
                                .ifNoneMatch(ifNoneMatch)
                                .ifMatch(ifMatch),
                        RequestBody.fromBytes(new byte[] {(byte) body})));
    }

    private BooleanSupplier completing(
            String object, int body, @Nullable String ifNoneMatch, @Nullable String ifMatch) {
        String upload = requests.write(
                "try uploads in " + root,
                () -> Bucket.whole(client.createMultipartUpload(
                                create -> create.bucket(bucket).key(object))
                        .uploadId()));
        String tag = requests.write("try uploads in " + root, () -> client.uploadPart(
                        part -> part.bucket(bucket).key(object).uploadId(upload).partNumber(1),
                        RequestBody.fromBytes(new byte[] {(byte) body}))
                .eTag());
        CompletedMultipartUpload parts = CompletedMultipartUpload.builder()
                .parts(CompletedPart.builder().partNumber(1).eTag(tag).build())
                .build();
        return () -> {
            boolean completed = complete(object, upload, parts, ifNoneMatch, ifMatch);
            if (!completed) {
                quietly(() -> client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(object).uploadId(upload)));
            }
            return completed;
        };
    }

    private boolean complete(
            String object,
            String upload,
            CompletedMultipartUpload parts,
            @Nullable String ifNoneMatch,
            @Nullable String ifMatch) {
        return allowed(
                "try conditional completions in " + root,
                () -> client.completeMultipartUpload(complete -> complete.bucket(bucket)
                        .key(object)
                        .uploadId(upload)
                        .multipartUpload(parts)
                        .ifNoneMatch(ifNoneMatch)
                        .ifMatch(ifMatch)));
    }

    /** False when the condition was not met: when a lost answer makes a winner look refused, nothing is claimed by it. */
    private boolean allowed(String doing, Runnable request) {
        try {
            requests.write(doing, () -> {
                request.run();
                return true;
            });
            return true;
        } catch (Refused e) {
            if (e.isUnheard()) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        root + " does not know conditions of writes (" + doing + "); " + advice(),
                        e);
            }
            return false;
        }
    }

    /** Nobody else knows the name: what is there is ours, though the answer said otherwise or was lost. */
    private boolean isThere(String object) {
        try {
            return !tag(object).isEmpty();
        } catch (Refused e) {
            return false;
        }
    }

    private String tag(String object) {
        return requests.read(
                "look at s3://" + bucket + '/' + object,
                () -> client.headObject(head -> head.bucket(bucket).key(object)).eTag());
    }

    private void remove(String object) {
        quietly(() -> client.deleteObject(delete -> delete.bucket(bucket).key(object)));
    }

    /** What is left of a probe harms nobody: it is no data, and clean finds uploads. */
    private static void quietly(Runnable request) {
        try {
            request.run();
        } catch (SdkException e) {
            // The answer that matters is the one before.
        }
    }
}
