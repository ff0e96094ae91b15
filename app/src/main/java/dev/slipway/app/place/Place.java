package dev.slipway.app.place;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.util.Optional;

/** Where files are or go. */
public sealed interface Place {
    /** A folder. */
    record Folder(Path path) implements Place {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * Below a prefix of a bucket.
     *
     * @param url {@code s3://bucket/prefix}
     */
    record Bucket(String url, S3Access access) implements Place {
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Below a prefix of a bucket, with a folder in front.
     *
     * @param folder where files stand until they are in the bucket; other places may have theirs below it, too
     */
    record Spooled(Bucket bucket, Path folder) implements Place {
        @Override
        public String toString() {
            return bucket.toString();
        }
    }

    /** Whether a place in S3 is meant. */
    static boolean inS3(String spelled) {
        return spelled.startsWith("s3://");
    }

    /** What is meant by what a person wrote; {@code access} is for what is in S3. */
    static Place of(String spelled, S3Access access) {
        return inS3(spelled) ? new Bucket(spelled, access) : new Folder(Path.of(spelled));
    }

    /**
     * The same place, with a spool in front if one is asked for.
     *
     * @throws Failure CONFIG for a place that needs none
     */
    default Place through(Optional<Path> spool) {
        return spool.isEmpty()
                ? this
                : switch (this) {
                    case Bucket bucket -> new Spooled(bucket, spool.get());
                    case Spooled spooled -> new Spooled(spooled.bucket(), spool.get());
                    case Folder folder ->
                        throw new Failure(
                                Failure.Kind.CONFIG,
                                "a spool is for what goes to s3://, and " + folder
                                        + " is a folder, where files are written at once: leave --spool away");
                };
    }
}
