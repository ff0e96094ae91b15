package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Looks at a job and tells of it when a run is over. What cannot be told is warned of, and changes nothing else. */
final class Notices {
    private static final Duration TIME_MAX = Duration.ofSeconds(10);

    private final JobFile job;
    private final Map<String, String> environment;
    private final Consumer<String> warn;

    /** @param warn is given a sentence for whoever started the run */
    Notices(JobFile job, Map<String, String> environment, Consumer<String> warn) {
        this.job = job;
        this.environment = environment;
        this.warn = warn;
    }

    /**
     * Follows every reference to a webhook, so that a run need not end to find out that one leads nowhere.
     *
     * @throws Failure CONFIG when one does
     */
    void check() {
        job.watch().webhooks().forEach(webhook -> webhook.url().reveal(environment));
    }

    /** A run has ended with this exit status. */
    void ended(int status) {
        if (status == ExitCode.DONE) {
            tell(WatchSection.On.DONE, "done");
        } else {
            tell(WatchSection.On.FAILED, "ended with exit code " + status + "; what it said tells why");
        }
        alert();
    }

    /** A run has ended by a failure. */
    void failed(Failure failure) {
        tell(WatchSection.On.FAILED, "failed: " + failure.text());
    }

    private void alert() {
        if (job.watch().alertBytes().isPresent()) {
            try {
                alert(job.watch().alertBytes().getAsLong());
            } catch (Failure e) {
                warn.accept("how much the job has published could not be looked at: " + e.text());
            }
        }
    }

    private void alert(long limit) {
        long bytes = published();
        if (bytes > limit) {
            String text = job.to() + " holds " + Words.bytes(bytes) + " of it, more than the " + Words.bytes(limit)
                    + " that are to be told of: make room, or raise alert.bytes. What is moved away is missed by the next run";
            warn.accept("alert: " + text);
            tell(WatchSection.On.ALERT, text);
        }
    }

    private long published() {
        Store store = Stores.open(job.to(), new Cancel());
        try (Ledger ledger = Ledgers.openToLook(store, job.ledger().reveal(environment), Wiring.run())) {
            return ledger.look(state -> state.tables().stream()
                    .filter(table -> table.job().equals(job.name()))
                    .mapToLong(Notices::bytes)
                    .sum());
        }
    }

    private static long bytes(TableState table) {
        return table.content().stream()
                .mapToLong(slice -> DataFile.bytes(slice.files()))
                .sum();
    }

    private void tell(WatchSection.On what, String text) {
        for (WatchSection.Webhook webhook : job.watch().webhooks()) {
            if (webhook.on().contains(what)) {
                send(webhook, "slipway: job " + job.name() + ' ' + text);
            }
        }
    }

    /** As JSON that Slack and Discord both take: each reads the field that it knows. */
    private void send(WatchSection.Webhook webhook, String text) {
        String body = JsonEvents.node().put("text", text).put("content", text).toString();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(TIME_MAX).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(webhook.url().reveal(environment).strip()))
                    .timeout(TIME_MAX)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                warn.accept("a notification was refused with HTTP status " + status + " (" + webhook.url() + ")");
            }
        } catch (Failure e) {
            warn.accept("a notification could not be sent: " + e.text());
        } catch (IOException | IllegalArgumentException e) {
            // Its message may have the URL in it.
            warn.accept("a notification could not be sent (" + webhook.url() + "): "
                    + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
