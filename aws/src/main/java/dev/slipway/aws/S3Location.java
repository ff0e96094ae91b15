package dev.slipway.aws;

import dev.slipway.Failure;
import dev.slipway.store.Keys;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in S3.
 *
 * @param prefix what all names begin with, without slashes at its ends; may be empty
 */
public record S3Location(String bucket, String prefix) {
    private static final String SCHEME = "s3://";
    private static final Pattern URL = Pattern.compile("s3://([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:/(.*?))?/?");

    /** Whether a person means a place in S3 by this. */
    public static boolean isOne(String spelled) {
        return spelled.startsWith(SCHEME);
    }

    /**
     * Reads {@code s3://bucket/prefix}.
     *
     * @throws Failure CONFIG when it is none
     */
    public static S3Location parse(String spelled) {
        Matcher url = URL.matcher(spelled);
        String prefix = url.matches() && url.group(2) != null ? url.group(2) : "";
        if (!url.matches() || !prefix.isEmpty() && !Keys.valid(prefix)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "\"" + spelled
                            + "\" is no place in S3; expected s3://bucket/prefix, the bucket of 3 to 63 lower-case"
                            + " letters, digits, dots and hyphens, the prefix without empty parts");
        }
        return new S3Location(url.group(1), prefix);
    }

    /** The same place with more below it. */
    public S3Location below(String key) {
        return new S3Location(bucket, prefix.isEmpty() ? key : prefix + '/' + key);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : '/' + prefix);
    }
}
