package dev.slipway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to speak with a store.
 *
 * @param endpoint empty for Amazon's own
 * @param region empty to ask the environment, the profile and the machine
 * @param pathStyle whether the bucket stands in the path instead of the host's name
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:} and a key; empty leaves it to the bucket
 * @param storageClass of data files; empty for the standard one
 * @param requesterPays whether to declare that we pay for what we ask
 * @param partBytes of the first parts of a large object; later ones grow, so that 10,000 suffice
 * @param attempts for one request, in all
 * @param backoff before the second attempt, at most; doubled for each more, up to {@code backoffMax}
 * @param silence after how long without a byte a connection is given up
 */
public record S3Settings(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<String> encryption,
        Optional<String> storageClass,
        boolean requesterPays,
        int partBytes,
        int attempts,
        Duration backoff,
        Duration backoffMax,
        Duration silence) {
    /** Amazon's S3, as the environment says. */
    public static final S3Settings DEFAULT = new S3Settings(
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            false,
            8 << 20,
            8,
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));

    /** Another way to the store. */
    public S3Settings at(Optional<URI> otherEndpoint, Optional<String> otherRegion, boolean otherPathStyle) {
        return new S3Settings(
                otherEndpoint,
                otherRegion,
                otherPathStyle,
                encryption,
                storageClass,
                requesterPays,
                partBytes,
                attempts,
                backoff,
                backoffMax,
                silence);
    }

    /** Other wishes for what is written, and who pays. */
    public S3Settings keeping(
            Optional<String> otherEncryption, Optional<String> otherStorageClass, boolean otherRequesterPays) {
        return new S3Settings(
                endpoint,
                region,
                pathStyle,
                otherEncryption,
                otherStorageClass,
                otherRequesterPays,
                partBytes,
                attempts,
                backoff,
                backoffMax,
                silence);
    }

    /** Other patience. */
    public S3Settings patient(int otherAttempts, Duration otherBackoff, Duration otherSilence) {
        return new S3Settings(
                endpoint,
                region,
                pathStyle,
                encryption,
                storageClass,
                requesterPays,
                partBytes,
                otherAttempts,
                otherBackoff,
                backoffMax,
                otherSilence);
    }
}
