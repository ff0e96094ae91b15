package dev.slipway.app.place;

import java.util.Optional;

/**
 * How to speak with a store in S3, as it was asked for. Credentials are none of it: they come from the environment, a
 * profile or the machine.
 *
 * @param endpoint of a store that is not Amazon's
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:KEY}
 */
public record S3Access(
        Optional<String> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<String> encryption,
        Optional<String> storageClass,
        boolean requesterPays) {
    /** Nothing special is asked for. */
    public static final S3Access DEFAULT =
            new S3Access(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), false);
}
