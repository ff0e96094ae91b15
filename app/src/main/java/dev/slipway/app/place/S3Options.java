package dev.slipway.app.place;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to speak with a store in S3. */
public final class S3Options {
    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "A store that is not Amazon's, for s3:// (default: AWS_ENDPOINT_URL_S3, else Amazon's).")
    private @Nullable String endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = "${env:S3_REGION}",
            description = "The bucket's region (default: S3_REGION, AWS_REGION, the profile's or the machine's).")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            description = "Put the bucket into the path instead of the host's name, as many other stores want it.")
    private boolean pathStyle;

    @Option(
            names = "--s3-encryption",
            paramLabel = "HOW",
            description = "AES256, aws:kms or aws:kms:KEY (default: as the bucket does).")
    private @Nullable String encryption;

    @Option(
            names = "--s3-storage-class",
            paramLabel = "CLASS",
            description = "Storage class of data files, such as STANDARD_IA (default: STANDARD).")
    private @Nullable String storageClass;

    @Option(names = "--s3-requester-pays", description = "Pay for what is asked of a bucket that wants that.")
    private boolean requesterPays;

    /** What they ask for. */
    public S3Access access() {
        return new S3Access(
                given(endpoint), given(region), pathStyle, given(encryption), given(storageClass), requesterPays);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }
}
