package dev.slipway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A server that speaks S3 and keeps objects in a folder, as a process of its own. Writes the port that it listens on to a file when
 * it does, and ends when its input does.
 */
final class ObjectServer {
    static final String BUCKET = "lake";
    static final String KEY = "bench";
    static final String SECRET = "bench-secret";

    private ObjectServer() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        BlobStore objects = new ManyKeys(new FilesystemNio2BlobStore(folder.toString()));
        objects.createContainer(BUCKET);
        S3Proxy server = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .build();
        server.start();
        Gate gate = new Gate(server.getPort());
        Files.writeString(Path.of(arguments[1]), Integer.toString(gate.port()));
        while (System.in.read() >= 0) {
            // told to end by the end of its input
        }
        server.stop();
    }

    /** Starts one, and waits until it listens. */
    static Process start(Jvm jvm, Path folder, Path port) throws IOException, InterruptedException {
        Files.deleteIfExists(port);
        Process process = new ProcessBuilder(
                        jvm.command(ObjectServer.class, List.of(folder.toString(), port.toString())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolveSibling("objects.log").toFile())
                .start();
        while (!Files.exists(port) || Files.readString(port).isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("the S3 server ended: " + Files.readString(folder.resolveSibling("objects.log")));
            }
            Thread.sleep(50);
        }
        return process;
    }
}
