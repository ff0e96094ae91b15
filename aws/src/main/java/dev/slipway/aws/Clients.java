package dev.slipway.aws;

import dev.slipway.Failure;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens clients that do as little of themselves as they can: trying again and checksums are ours. */
final class Clients {
    private Clients() {}

    static S3Client open(S3Settings settings, String root) {
        try {
            return builder(settings).build();
        } catch (SdkClientException e) {
            throw new Refusals(root).failure("reach " + root, e, false);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CONFIG, "could not reach " + root + ": " + e.getMessage(), e);
        }
    }

    static S3ClientBuilder builder(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(settings.silence())
                        .connectionTimeout(settings.silence())
                        .build())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                // Other stores do not know the checksums that the client would add.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        service -> service.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .forcePathStyle(settings.pathStyle());
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region().map(Region::of).ifPresent(builder::region);
        return builder;
    }
}
