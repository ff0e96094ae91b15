package dev.slipway.aws;

import dev.slipway.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Makes tokens by which databases of Amazon RDS let a role in that may use {@code rds_iam}: a signed request that is never sent
 * ("IAM database authentication", Amazon RDS user guide). Thread-safe.
 */
public final class DatabaseToken {
    private static final Duration VALID = Duration.ofMinutes(15);
    private static final String SCHEME = "https://";

    /** {@code name.id.region.rds.amazonaws.com}, or {@code .com.cn}. */
    private static final Pattern HOST = Pattern.compile(".+\\.([a-z0-9-]+)\\.rds\\.amazonaws\\.com(?:\\.cn)?");

    private final Clock clock;

    /** @param clock tells when it is signed; the server compares that with its own */
    public DatabaseToken(Clock clock) {
        this.clock = clock;
    }

    /**
     * A token, by credentials of the environment, the profile or the machine.
     *
     * @param host as RDS names the database; its region is taken from there, else as for other requests
     * @throws Failure CONFIG when there are no credentials, or no region
     */
    public String of(String host, int port, String user) {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            return signed(host, port, user, region(host), provider);
        } catch (SdkClientException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "no token for " + user + " at " + host + " could be made: " + e.getMessage()
                            + "; credentials and region are found as Amazon's tools find them",
                    e);
        }
    }

    private static String region(String host) {
        Matcher named = HOST.matcher(host);
        return named.matches()
                ? named.group(1)
                : new DefaultAwsRegionProviderChain().getRegion().id();
    }

    private String signed(String host, int port, String user, String region, AwsCredentialsProvider provider) {
        AwsCredentialsIdentity identity = provider.resolveCredentials();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host(host)
                .port(port)
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", user)
                .build();
        String url = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(identity)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri()
                .toString();
        return url.substring(SCHEME.length());
    }
}
