package dev.slipway.app.place;

import dev.slipway.Failure;
import dev.slipway.app.Wiring;
import dev.slipway.aws.S3Location;
import dev.slipway.aws.S3Settings;
import dev.slipway.aws.S3Store;
import dev.slipway.job.Cancel;
import java.net.URI;
import java.util.Optional;

/** Opens stores in S3. */
final class Buckets {
    private Buckets() {}

    static S3Store open(Place.Bucket place, Cancel cancel) {
        S3Access access = place.access();
        S3Settings settings = S3Settings.DEFAULT
                .at(access.endpoint().map(Buckets::endpoint), access.region(), access.pathStyle())
                .keeping(access.encryption().map(Buckets::encryption), access.storageClass(), access.requesterPays());
        return new S3Store(S3Location.parse(place.url()), settings, cancel, Wiring.random());
    }

    static S3Store openToWrite(Place.Bucket place, Cancel cancel) {
        S3Store store = open(place, cancel);
        store.probe();
        return store;
    }

    private static URI endpoint(String text) {
        Optional<URI> endpoint = Optional.of(text)
                .filter(url -> url.matches("https?://[^\\s@]+"))
                .map(URI::create);
        return endpoint.orElseThrow(() -> new Failure(
                Failure.Kind.CONFIG, "--s3-endpoint is http://host:port or https://host, not \"" + text + '"'));
    }

    private static String encryption(String how) {
        if (!how.equals("AES256") && !how.equals("aws:kms") && !how.startsWith("aws:kms:")) {
            throw new Failure(
                    Failure.Kind.CONFIG, "--s3-encryption is AES256, aws:kms or aws:kms:KEY, not \"" + how + '"');
        }
        return how;
    }
}
