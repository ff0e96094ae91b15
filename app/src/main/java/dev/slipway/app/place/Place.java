package dev.slipway.app.place;

import java.nio.file.Path;

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

    /** Whether a place in S3 is meant. */
    static boolean inS3(String spelled) {
        return spelled.startsWith("s3://");
    }

    /** What is meant by what a person wrote; {@code access} is for what is in S3. */
    static Place of(String spelled, S3Access access) {
        return inS3(spelled) ? new Bucket(spelled, access) : new Folder(Path.of(spelled));
    }
}
