package dev.slipway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that anyone runs. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void itExportsVerifiesAndCatchesAFlippedBit() throws IOException {
        Path to = folder.resolve("demo");
        Cli demo = Cli.run("demo", "--rows", 20_000, "--to", to);
        assertThat(demo.status()).as(demo.all()).isZero();
        assertThat(demo.out())
                .contains(
                        "a table of 20,000 events in four partitions",
                        "   $ slipway export postgres public.events --url postgresql://postgres@localhost:",
                        "Exported 20,000 rows to ",
                        "every file was read back and is equal",
                        "   $ slipway verify " + to.resolve("lake"),
                        "failed 0: 20,000 rows",
                        "one bit of one copy is flipped",
                        "its SHA-256 is",
                        "its checksum is",
                        "Caught.");
        assertThat(Cli.run("verify", to.resolve("lake")).status()).isZero();
        assertThat(Cli.run("verify", to.resolve("tampered")).status()).isEqualTo(1);
        everyFileThatItNamesIsThere(demo.out());
    }

    @Test
    @Tag("heavy")
    void anEarlierDemoIsReplaced() throws IOException {
        Path to = Files.createDirectory(folder.resolve("empty"));
        assertThat(Cli.run("demo", "--rows", 1_000, "--to", to).status()).isZero();
        Path old = Files.createFile(to.resolve("old"));
        assertThat(Cli.run("demo", "--rows", 1_000, "--to", to).status()).isZero();
        assertThat(old).doesNotExist();
    }

    private static void everyFileThatItNamesIsThere(String out) {
        List<String> named = out.lines()
                .filter(line -> line.startsWith("  ./slipway show") || line.startsWith("  less"))
                .flatMap(line -> quoted(line).stream())
                .toList();
        assertThat(named).hasSize(2).allSatisfy(path -> assertThat(Path.of(path))
                .isRegularFile());
    }

    private static Optional<String> quoted(String line) {
        Matcher matcher = Pattern.compile("'([^']+)'").matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Test
    void aFolderThatIsNotItsOwnIsLeftAlone() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Cli demo = Cli.run("demo", "--to", folder);
        assertThat(demo.status()).isEqualTo(2);
        assertThat(demo.err()).contains(folder + " exists and is not from an earlier demo");
        assertThat(mine).hasContent("mine");
        assertThat(Cli.run("demo", "--to", mine).status()).isEqualTo(2);
        assertThat(Cli.run("demo", "--rows", 10, "--to", folder.resolve("new")).status())
                .isEqualTo(2);
    }

    @Test
    @Tag("heavy")
    void whenItIsInterruptedItsServerIsGoneToo() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        for (String until : List.of("1  A Postgres", "2  One consistent", "   $ slipway export", "PASS")) {
            Path to = folder.resolve("demo");
            try (SlipwayProcess process =
                    SlipwayProcess.start(folder, environment, "", "demo", "--rows", 300_000, "--to", to)) {
                process.awaitOutput(until);
                process.signal("INT");
                Cli ended = process.end(30);
                assertThat(ended.status()).as(ended.all()).isEqualTo(130);
                assertThat(ended.err()).doesNotContain("\tat ", "please report");
                assertThat(Lakes.staged(to.resolve("lake"))).isEmpty();
            }
            assertThat(servers(temporary)).as(until).allSatisfy(server -> assertThat(server.onExit())
                    .succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    /** Servers with data in this folder that are not gone yet. */
    private static List<ProcessHandle> servers(Path temporary) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("postgres") && line.contains("-D " + temporary))
                        .isPresent())
                .toList();
    }
}
