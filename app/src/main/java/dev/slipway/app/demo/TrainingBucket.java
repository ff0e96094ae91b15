package dev.slipway.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a client of S3 hears while it writes to an empty bucket, so that the JVM has loaded and linked that client before it is
 * needed. It keeps names and no bytes: nothing can be read back.
 */
final class TrainingBucket implements AutoCloseable {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final String TAG = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private TrainingBucket(HttpServer server) {
        this.server = server;
    }

    static TrainingBucket start() throws IOException {
        TrainingBucket bucket =
                new TrainingBucket(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        bucket.server.createContext("/", bucket::answer);
        bucket.server.setExecutor(bucket.threads);
        bucket.server.start();
        return bucket;
    }

    Place place() {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        S3Access access = new S3Access(
                Optional.of(endpoint), Optional.of("us-east-1"), true, Optional.empty(), Optional.empty(), false);
        return Place.of("s3://training/lake", access);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
            String name = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            switch (exchange.getRequestMethod()) {
                case "GET" -> listed(exchange, query);
                case "HEAD" -> say(exchange, names.contains(name) ? 200 : 404, "");
                case "PUT" -> put(exchange, name, query);
                case "POST" -> post(exchange, name, query);
                case "DELETE" -> say(exchange, 204, "");
                default -> say(exchange, 405, "");
            }
        }
    }

    private static void listed(HttpExchange exchange, String query) throws IOException {
        if (query.contains("uploads")) {
            say(
                    exchange,
                    200,
                    XML + "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
                            + "</ListMultipartUploadsResult>");
        } else if (query.contains("list-type")) {
            say(
                    exchange,
                    200,
                    XML + "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"
                            + "</ListBucketResult>");
        } else {
            say(exchange, 404, XML + "<Error><Code>NoSuchKey</Code><Message>it is not there</Message></Error>");
        }
    }

    private void put(HttpExchange exchange, String name, String query) throws IOException {
        if (query.contains("uploadId") || mayWrite(exchange, name)) {
            say(exchange, 200, "");
        }
    }

    private void post(HttpExchange exchange, String name, String query) throws IOException {
        if (query.contains("uploadId")) {
            if (mayWrite(exchange, name)) {
                say(
                        exchange,
                        200,
                        XML + "<CompleteMultipartUploadResult><ETag>" + TAG
                                + "</ETag></CompleteMultipartUploadResult>");
            }
        } else {
            say(
                    exchange,
                    200,
                    XML + "<InitiateMultipartUploadResult><UploadId>1</UploadId>" + "</InitiateMultipartUploadResult>");
        }
    }

    /** As the conditions of a write say; nobody knows a version here, so that none is met. */
    private boolean mayWrite(HttpExchange exchange, String name) throws IOException {
        boolean absent = exchange.getRequestHeaders().containsKey("If-None-Match");
        boolean unchanged = exchange.getRequestHeaders().containsKey("If-Match");
        if (unchanged || !names.add(name) && absent) {
            say(exchange, 412, XML + "<Error><Code>PreconditionFailed</Code><Message>it is not so</Message></Error>");
            return false;
        }
        return true;
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", TAG);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
