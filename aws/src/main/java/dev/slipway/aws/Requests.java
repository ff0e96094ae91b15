package dev.slipway.aws;

import dev.slipway.job.Cancel;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The one place where a request is made again: with growing pauses of random length, as long as the server asks for, when
 * that may help; never when it cannot, and no more once a stop was asked for.
 */
final class Requests {
    private final S3Settings settings;
    private final Refusals refusals;
    private final Cancel cancel;
    private final RandomGenerator random;

    Requests(S3Settings settings, Refusals refusals, Cancel cancel, RandomGenerator random) {
        this.settings = settings;
        this.refusals = refusals;
        this.cancel = cancel;
        this.random = random;
    }

    /** One attempt. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** Asks for something that changes nothing. */
    <T> T read(String doing, Attempt<T> attempt) {
        return call(doing, attempt, false);
    }

    /** Asks for a change; done twice, it must do no harm. */
    <T> T write(String doing, Attempt<T> attempt) {
        return call(doing, attempt, true);
    }

    private <T> T call(String doing, Attempt<T> attempt, boolean changing) {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (SdkException | IOException e) {
                if (Refusals.isPassing(e) && tried < settings.attempts() && !cancel.requested()) {
                    cancel.pause(Refusals.wait(e).orElse(pause(tried)));
                } else if (Refusals.isUnderstood(e) && e instanceof S3Exception answer) {
                    throw new Refused(answer);
                } else {
                    throw refusals.failure(doing, e, changing);
                }
            }
        }
    }

    private Duration pause(int tried) {
        long most = Math.min(settings.backoffMax().toNanos(), settings.backoff().toNanos() << Math.min(tried - 1, 20));
        return Duration.ofNanos(random.nextLong(most / 2, most + 1));
    }
}
