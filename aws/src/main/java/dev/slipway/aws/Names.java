package dev.slipway.aws;

import dev.slipway.Failure;
import dev.slipway.store.Keys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keys as names in a bucket, and back. */
record Names(S3Location location) {
    private static final int BYTES_MAX = 1024;

    /** What all names begin with. */
    String prefix(String keys) {
        return location.prefix().isEmpty() ? keys : location.prefix() + '/' + keys;
    }

    String object(String key) {
        return checked(prefix(Keys.checked(key, location.toString())));
    }

    String target(String key) {
        return checked(prefix(Keys.target(key, location.toString())));
    }

    private String checked(String object) {
        int bytes = object.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "s3://" + location.bucket() + '/' + object + " is a name of " + bytes + " bytes, and S3 takes "
                            + BYTES_MAX + "; shorten it");
        }
        return object;
    }

    /** The key of a name below the prefix; none for folders' placeholders and other names that are no keys. */
    Optional<String> key(String object) {
        String key = object.substring(prefix("").length());
        return Keys.valid(key) ? Optional.of(key) : Optional.empty();
    }
}
