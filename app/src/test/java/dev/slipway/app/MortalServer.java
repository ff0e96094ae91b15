package dev.slipway.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Postgres of its own, which crashes when it is told to and then starts again on the same port with all that was committed. */
public final class MortalServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    private MortalServer(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.running = begin();
    }

    /** Starts one whose files stand in {@code folder}. */
    public static MortalServer start(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            return new MortalServer(folder.resolve("pg"), port);
        }
    }

    private EmbeddedPostgres begin() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** As others know it, whether it is up or not. */
    public TestServer server() {
        return TestServer.on(port);
    }

    /** Ends all of it at once, as by a crash. */
    public void crash() throws IOException, InterruptedException {
        String pid =
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        while (isUp()) {
            Thread.onSpinWait();
        }
        running.close();
    }

    /** Its process may stay as a number that nobody asks for; its port does not. */
    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public void restart() throws IOException {
        running = begin();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
