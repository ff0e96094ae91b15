package dev.slipway.aws;

import software.amazon.awssdk.services.s3.model.S3Exception;

/** The server said no for a reason that whoever asked understands: what was asked for is not there, or not as expected. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refused(S3Exception cause) {
        super(cause.getMessage(), cause);
        this.status = cause.statusCode();
        this.code = Refusals.code(cause);
    }

    /** Whether the object, the upload or the part is not there. */
    boolean isAbsent() {
        return status == 404;
    }

    /** Whether the server does not know what it was asked to do. */
    boolean isUnheard() {
        return status == 501 || code.equals("NotImplemented");
    }
}
