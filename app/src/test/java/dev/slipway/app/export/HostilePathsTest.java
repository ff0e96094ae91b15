package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something else to somebody, and what is called a file and is none. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePathsTest {
    @TempDir
    Path folder;

    private Path schema = Path.of("");
    private Path lake = Path.of("");

    @BeforeEach
    void declare() throws IOException {
        schema = Files.writeString(folder.resolve("s.yaml"), HostileFile.schema("csv", "v: int64"));
        lake = folder.resolve("lake");
    }

    private Cli convert(Object file) {
        return Cli.run("convert", "--schema", schema, "--to", lake, "--json", "--", file);
    }

    private Cli refused(Object file) {
        Cli cli = convert(file);
        assertThat(cli.status()).as(cli.all()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.all()).doesNotContain("\tat ", "Exception", "unexpected");
        assertThat(Lakes.data(lake)).isEmpty();
        return cli;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words.csv",
                "été 日本 😀.csv",
                "two\nlines.csv",
                "100%.csv",
                "%2e%2e.csv",
                "-to.csv",
                "a[1]*?{b}.csv",
                "it's \"quoted\".csv",
                "a#b;c,d.csv",
                "_slipway.csv",
                "back\\slash.csv"
            })
    void aFileMayHaveAnyName(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "v\n1\n");
        Cli cli = convert(file);
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.json("table-published"))
                .singleElement()
                .satisfies(event -> assertThat(event.required("rows").asLong()).isEqualTo(1));
        assertThat(Cli.run("verify", lake).status()).isZero();

        List<Path> before = Lakes.data(lake);
        Cli again = convert(file);
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(Lakes.data(lake)).hasSize(1).isEqualTo(before);
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        assertThat(refused(Files.createDirectory(folder.resolve("t.csv"))).err())
                .contains("is a folder");
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        assertThat(refused("a\0b.csv").err()).contains("is no path");
        assertThat(refused("").err()).contains("is a folder");
        assertThat(refused("x".repeat(5000)).err()).contains("there is no file");
        assertThat(refused("a[1.csv").err()).contains("a[1.csv is no pattern of files");
    }

    @Test
    void aPipeIsRefusedAndNobodyWaits() throws Exception {
        Path pipe = folder.resolve("t.csv");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        assertThat(refused(pipe).err()).contains("is a pipe or a device", "write it to one first");
        assertThat(refused("/dev/zero").err()).contains("is a pipe or a device");
        assertThat(refused(folder.resolve("*.csv")).err()).contains("there is no file");
    }

    @Test
    void aLinkThatLeadsNowhereOrToItselfIsRefused() throws IOException {
        assertThat(refused(Files.createSymbolicLink(folder.resolve("a.csv"), folder.resolve("none")))
                        .err())
                .contains("there is no file");
        assertThat(refused(Files.createSymbolicLink(folder.resolve("b.csv"), folder.resolve("b.csv")))
                        .err())
                .contains("there is no file");
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "v\n1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "nothing is forbidden to root");
        assertThat(refused(file).err()).contains("permission denied");
    }
}
