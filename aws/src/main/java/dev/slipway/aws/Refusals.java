package dev.slipway.aws;

import dev.slipway.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what an answer of the server, or its silence, means and what to do about it. */
final class Refusals {
    private static final Set<String> PASSING = Set.of(
            "InternalError",
            "SlowDown",
            "ServiceUnavailable",
            "RequestTimeout",
            "Throttling",
            "ThrottlingException",
            "TooManyRequests",
            "OperationAborted",
            "ConditionalRequestConflict",
            "BadDigest",
            "XAmzContentChecksumMismatch",
            "XAmzContentSHA256Mismatch",
            "IncompleteBody");
    private static final Set<Integer> PASSING_STATUS = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<Integer> UNDERSTOOD = Set.of(404, 409, 412, 416, 501);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    private final String root;

    Refusals(String root) {
        this.root = root;
    }

    /** Whether the same request may succeed a little later. */
    static boolean isPassing(Throwable e) {
        return switch (e) {
            case S3Exception answer -> PASSING.contains(code(answer)) || PASSING_STATUS.contains(answer.statusCode());
            case SdkClientException silence -> isIo(silence);
            default -> e instanceof IOException;
        };
    }

    /** An answer that is cut short fails as a stream, or as a text that is none. */
    private static boolean isIo(@Nullable Throwable e) {
        return e instanceof IOException || e instanceof XMLStreamException || e != null && isIo(e.getCause());
    }

    /** Whether whoever asked knows what to make of it. */
    static boolean isUnderstood(Throwable e) {
        return e instanceof S3Exception answer
                && UNDERSTOOD.contains(answer.statusCode())
                && !code(answer).equals("NoSuchBucket");
    }

    /** How long the server asks us to wait. */
    static Optional<Duration> wait(Throwable e) {
        return e instanceof S3Exception answer
                ? Optional.ofNullable(answer.awsErrorDetails())
                        .map(AwsErrorDetails::sdkHttpResponse)
                        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                        .filter(seconds -> seconds.matches("\\d{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .map(asked -> asked.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : asked)
                : Optional.empty();
    }

    static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    /**
     * The failure that it amounts to.
     *
     * @param mayHaveHappened whether what was asked for may have been done all the same
     */
    Failure failure(String doing, Throwable e, boolean mayHaveHappened) {
        String where = "could not " + doing + ": ";
        return switch (e) {
            case S3Exception answer when !isPassing(e) -> new Failure(Failure.Kind.CONFIG, where + advice(answer), e);
            case S3Exception answer ->
                passing(
                        where + "the server keeps answering " + answer.statusCode() + ' ' + code(answer),
                        e,
                        mayHaveHappened);
            case SdkClientException silence
            when !isIo(silence) -> new Failure(Failure.Kind.CONFIG, where + clientAdvice(silence), e);
            default -> passing(where + silence(e), e, mayHaveHappened && !refusedConnection(e));
        };
    }

    private static Failure passing(String text, Throwable e, boolean mayHaveHappened) {
        return new Failure(
                mayHaveHappened ? Failure.Kind.UNKNOWN : Failure.Kind.UNAVAILABLE,
                text + "; nothing that was published is affected: run again when it answers",
                e);
    }

    private static boolean refusedConnection(@Nullable Throwable e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e != null && refusedConnection(e.getCause());
    }

    private static String silence(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnknownHostException
                ? "no machine is called " + root.getMessage()
                        + "; check the bucket's name, the region and --s3-endpoint"
                : "no whole answer came (" + root.getClass().getSimpleName() + ": " + root.getMessage() + ')';
    }

    private static String clientAdvice(SdkClientException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unable to load credentials")) {
            return "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give"
                    + " this machine a role";
        }
        return message.contains("Unable to load region")
                ? "no region was found; set --s3-region or AWS_REGION"
                : "the request could not be made: " + message;
    }

    /** Never the server's own words on signatures: they quote what was signed. */
    private String advice(S3Exception e) {
        String code = code(e);
        return switch (code) {
            case "NoSuchBucket" -> "there is no such bucket; create it, or check the name in " + root;
            case "SignatureDoesNotMatch" ->
                "the server rejects the signature: the secret access key is not the one that belongs to the access key;"
                        + " check the credentials (AWS_SECRET_ACCESS_KEY, AWS_PROFILE)";
            case "InvalidAccessKeyId" ->
                "the server does not know the access key; check the credentials (AWS_ACCESS_KEY_ID, AWS_PROFILE)";
            case "ExpiredToken", "TokenRefreshRequired" -> "the credentials have expired; get new ones and run again";
            case "RequestTimeTooSkewed" -> "this machine's clock differs too much from the server's; set it";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                "the bucket is in another region; set --s3-region or AWS_REGION to it";
            default -> status(e, code);
        };
    }

    private static String status(S3Exception e, String code) {
        String said = (e.statusCode() + " " + code).strip();
        return switch (e.statusCode()) {
            case 301, 307 -> "the bucket is in another region (" + said + "); set --s3-region or AWS_REGION to it";
            case 401, 403 ->
                "access denied (" + said + "); the credentials need s3:ListBucket, s3:ListBucketMultipartUploads,"
                        + " s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload there, and the right"
                        + " to use its encryption key";
            default -> "the server refuses it (" + said + "); check the options and what the bucket allows";
        };
    }
}
