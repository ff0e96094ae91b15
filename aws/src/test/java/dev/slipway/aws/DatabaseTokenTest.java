package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens, checked as a server would check them: by signing the same once more. */
final class DatabaseTokenTest {
    private static final String HOST = "shop.c9akciq32.eu-central-1.rds.amazonaws.com";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final DatabaseToken TOKENS =
            new DatabaseToken(Clock.fixed(Instant.parse("2026-11-21T10:11:12Z"), ZoneOffset.UTC));
    private static final Map<String, String> SETTINGS =
            Map.of("aws.accessKeyId", "AKIDEXAMPLE", "aws.secretAccessKey", SECRET, "aws.region", "us-west-2");

    @BeforeEach
    void set() {
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void clear() {
        SETTINGS.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.sessionToken");
    }

    @Test
    void aTokenIsARequestThatTheServerCanSignAsWell() throws GeneralSecurityException {
        String token = TOKENS.of(HOST, 5433, "me & you");
        assertThat(token).startsWith(HOST + ":5433/?").doesNotContain(SECRET);
        Map<String, String> query = query(token);
        assertThat(query)
                .containsEntry("Action", "connect")
                .containsEntry("DBUser", "me%20%26%20you")
                .containsEntry("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                .containsEntry("X-Amz-Credential", "AKIDEXAMPLE%2F20261121%2Feu-central-1%2Frds-db%2Faws4_request")
                .containsEntry("X-Amz-Date", "20261121T101112Z")
                .containsEntry("X-Amz-Expires", "900")
                .containsEntry("X-Amz-SignedHeaders", "host");
        String signature = query.remove("X-Amz-Signature");
        assertThat(signature).isEqualTo(signature(query, HOST + ":5433", "eu-central-1"));
    }

    @Test
    void temporaryCredentialsBringTheirToken() throws GeneralSecurityException {
        System.setProperty("aws.sessionToken", "a/session+token==");
        Map<String, String> query = query(TOKENS.of("10.0.0.7", 5432, "etl"));
        assertThat(query).containsEntry("X-Amz-Security-Token", "a%2Fsession%2Btoken%3D%3D");
        String signature = query.remove("X-Amz-Signature");
        assertThat(signature).isEqualTo(signature(query, "10.0.0.7:5432", "us-west-2"));
    }

    @Test
    void withoutCredentialsItSaysSo() {
        clear();
        System.setProperty("aws.region", "us-west-2");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            Failure failure = catchThrowableOfType(Failure.class, () -> TOKENS.of(HOST, 5432, "etl"));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
            assertThat(failure)
                    .hasMessageContaining("no token for etl at " + HOST)
                    .hasMessageContaining("credentials");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    private static Map<String, String> query(String token) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : token.substring(token.indexOf('?') + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return query;
    }

    /** Signature version 4 with a query string, as its specification describes it. */
    private static String signature(Map<String, String> query, String host, String region)
            throws GeneralSecurityException {
        String canonical = "GET\n/\n"
                + String.join(
                        "&",
                        query.entrySet().stream()
                                .map(entry -> entry.getKey() + '=' + entry.getValue())
                                .toList())
                + "\nhost:" + host + "\n\nhost\n" + sha256("");
        String scope = "20261121/" + region + "/rds-db/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n20261121T101112Z\n" + scope + '\n' + sha256(canonical);
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
