package dev.slipway.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launcher script in a checkout of its own, among JDKs that only print how they were called. */
final class Launcher {
    final Path checkout;
    final Map<String, String> environment = new HashMap<>();
    private final Path folder;

    Launcher(Path folder) throws IOException {
        this.folder = folder;
        checkout = Files.createDirectories(folder.resolve("checkout"));
        Path source = Path.of("").toAbsolutePath().resolve("..");
        copy(source, "slipway");
        copy(source, ".mvn/jdk.sh");
        newFile("checkout/pom.xml");
        newFile("checkout/app/pom.xml");
        newFile("checkout/core/src/main/java/Old.java");
        script("checkout/mvnw", "mkdir -p app/target/slipway && echo lib/one.jar >app/target/slipway/classpath");
        environment.put("PATH", folder.resolve("path") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("SLIPWAY_JVM_DIRS", folder.resolve("jvm").toString());
        // Hides the java of the machine that runs this test.
        script("path/java", "exit 1");
    }

    record Outcome(int status, String java, List<String> arguments, String errors) {}

    /** A folder that looks like a JDK; its java prints its own path, then each argument on a line. */
    Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home);
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
        script(name + "/bin/java", """
                for argument; do
                    case $argument in -XX:AOTCacheOutput=*) : >"${argument#*=}" ;; esac
                done
                printf '%s\\n' "$0" "$@\"""");
        return home;
    }

    Path script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.createDirectories(script.getParent());
        Files.deleteIfExists(script);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    Path link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, target);
    }

    /** As after a build: each one a minute younger than the one before, and than what was trained on it. */
    void built() throws IOException {
        Path classpath = checkout.resolve("app/target/slipway/classpath");
        Files.createDirectories(classpath.getParent());
        Files.writeString(classpath, "lib/one.jar\nlib/two.jar\n");
        Path trained = classpath.resolveSibling("trained");
        FileTime last = Files.exists(trained) ? Files.getLastModifiedTime(trained) : FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(classpath, FileTime.from(last.toInstant().plusSeconds(60)));
    }

    void unbuilt() throws IOException {
        Files.delete(checkout.resolve("app/target/slipway/classpath"));
    }

    void newerSource(String name) throws IOException {
        Path source = newFile("checkout/" + name);
        FileTime built = Files.getLastModifiedTime(checkout.resolve("app/target/slipway/classpath"));
        Files.setLastModifiedTime(source, FileTime.from(built.toInstant().plusSeconds(60)));
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(checkout.resolve("slipway"), arguments);
    }

    Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        return new Outcome(
                status,
                lines.isEmpty() ? "" : lines.getFirst(),
                lines.isEmpty() ? List.of() : lines.subList(1, lines.size()),
                Files.readString(errors));
    }

    private void copy(Path source, String name) throws IOException {
        Path copy = checkout.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(source.resolve(name), copy);
    }

    private Path newFile(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        return file;
    }
}
