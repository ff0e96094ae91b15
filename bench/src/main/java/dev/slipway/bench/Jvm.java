package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts peers that are written in Java the way the launcher starts Slipway: on the JDK and the jars of this process, with
 * the serial collector and, where the JDK has it, with a cache made by a training run.
 */
final class Jvm {
    /** Slipway itself is content with 256 MB; parquet-java buffers a row group of 128 MB for each of its writers. */
    static final String HEAP = "-Xmx2g";

    private static final int AOT_SINCE = 25;

    private final Path caches;

    Jvm(Path caches) {
        this.caches = caches;
    }

    List<String> command(Class<?> main, List<String> arguments) {
        Path cache = cache(main);
        List<String> trained =
                Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off") : List.of();
        return Command.of(start(), trained, List.of("-cp", classpath(), main.getName()), arguments);
    }

    /** Runs {@code main} once on little data, keeping what a JVM learns by it. */
    void train(Class<?> main, List<String> arguments, Path folder)
            throws IOException, InterruptedException, Child.Failed {
        if (Runtime.version().feature() < AOT_SINCE) {
            return;
        }
        Files.createDirectories(caches);
        Files.deleteIfExists(cache(main));
        List<String> training = List.of("-XX:AOTCacheOutput=" + cache(main));
        Child.run(
                Command.of(start(), training, List.of("-cp", classpath(), main.getName()), arguments),
                Map.of(),
                folder);
    }

    private Path cache(Class<?> main) {
        return caches.resolve(main.getSimpleName() + ".aot");
    }

    private static String classpath() {
        return System.getProperty("java.class.path");
    }

    private static List<String> start() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                HEAP,
                "-XX:-UsePerfData",
                "-XX:Tier4MinInvocationThreshold=150",
                "-XX:Tier4BackEdgeThreshold=20000000",
                "-Dlogback.configurationFile=dev/slipway/bench/logback.xml",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED");
    }
}
