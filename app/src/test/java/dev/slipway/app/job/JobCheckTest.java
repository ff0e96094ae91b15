package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code slipway job check} finds what is wrong with job files before anything runs. */
final class JobCheckTest {
    private static final String GOOD = """
            job: nightly
            source: {postgres: {tables: [public.a, 'public.b_*'], partitions-of: public.p}}
            targets: [{folder: ../lake}]
            zone: Asia/Bangkok
            schedule: {at: 05:00}
            timeout: 10m
            """;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> problems(Path file, Map<String, String> environment) {
        return JobCheck.of(file, Optional.of(environment)).problems().stream()
                .map(problem -> problem.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void whatIsRightIsToldInALine() throws IOException {
        Cli cli = Cli.run("job", "check", write("a.yaml", GOOD));

        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.out())
                .isEqualTo(
                        "✓ " + folder + "/a.yaml: job nightly, from public.a, public.b_*, partitions of public.p, into "
                                + folder + "/../lake, at 05:00 every day in Asia/Bangkok, for at most 10 min 0 s\n");
    }

    @Test
    void allThatIsWrongWithAllFilesIsTold() throws IOException {
        write("m1.yaml", "mapping: 1\ncolumns: {a: {renam: b}}\n");
        write("m2.yaml", "mapping: one\n");
        Path file = write("wrong.yaml", """
                job: a b
                source:
                  postgres:
                    tables: [t]
                    order: random
                    connections: 65
                    as: {price: money, id: text}
                    orders: key
                mapping: [m1.yaml, m2.yaml]
                targets: [{folder: lake, bucket: b}]
                layout: {codec: zip, prefix: a b, open-files: none}
                incremental: [a, b, c]
                reconcile: 7
                zone: Mars
                schedule: {at: [05:00, 25:00], on: [mon, noon], label: ''}
                timeout: soon
                snapshot: each
                parallel: 4
                surprise: 1
                """);

        assertThat(problems(file, Map.of()))
                .extracting(problem -> problem.replaceFirst("^(\\S+:\\d+:\\d+: \\S+).*", "$1"))
                .containsExactlyInAnyOrder(
                        "wrong.yaml:1:6: job",
                        "wrong.yaml:5:12: source.postgres.order",
                        "m1.yaml:2:15: columns.a.renam",
                        "m2.yaml:1:10: mapping",
                        "wrong.yaml:6:18: source.postgres.connections",
                        "wrong.yaml:7:17: source.postgres.as.price:",
                        "wrong.yaml:8:5: source.postgres.orders",
                        "wrong.yaml:10:26: targets[0].bucket",
                        "wrong.yaml:11:17: layout.codec",
                        "wrong.yaml:11:30: layout.prefix",
                        "wrong.yaml:11:47: layout.open-files",
                        "wrong.yaml:12:14: incremental",
                        "wrong.yaml:14:7: zone",
                        "wrong.yaml:15:24: schedule.at[1]",
                        "wrong.yaml:15:42: schedule.on[1]",
                        "wrong.yaml:15:56: schedule.label",
                        "wrong.yaml:16:10: timeout",
                        "wrong.yaml:17:11: snapshot",
                        "wrong.yaml:19:1: surprise");
        Cli cli = Cli.run("job", "check", file, write("good.yaml", GOOD), folder.resolve("none.yaml"));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out().lines().filter(line -> line.startsWith("✗ "))).hasSize(20);
        assertThat(cli.out())
                .contains("✓ " + folder + "/good.yaml", "none.yaml: cannot be read: there is no such file");
    }

    @Test
    void whatIsWrongOnlySinceSomethingElseIsIsNotTold() throws IOException {
        assertThat(problems(write("a.yaml", """
                                job: a
                                source: {postgres: {query: 5, as-table: q, connections: 0}}
                                targets: {folder: 7, spool: s}
                                """), Map.of()))
                .containsExactly(
                        "a.yaml:2:28: source.postgres.query is 5, expected a text: put it in quotes if it is one",
                        "a.yaml:2:57: source.postgres.connections is 0, expected a whole number from 1 to 64",
                        "a.yaml:3:19: targets.folder is 7, expected a text: put it in quotes if it is one");
    }

    @Test
    void keysThatAreMissingAreToldBesideOthers() throws IOException {
        assertThat(problems(write("a.yaml", "source: {postgres: {tables: t}}\nlease: 1\nverify: maybe\n"), Map.of()))
                .containsExactly(
                        "a.yaml:1:1: the file lacks the key \"job\"",
                        "a.yaml:1:1: the file lacks the key \"targets\"",
                        "a.yaml:3:9: verify is \"maybe\", expected one of now, later");
        assertThat(problems(write("b.yaml", ""), Map.of()))
                .singleElement()
                .asString()
                .contains("is empty");
        assertThat(problems(write("c.yaml", "job: [a"), Map.of()))
                .singleElement()
                .asString()
                .contains("is no YAML");
    }

    @Test
    void whatNoPlaceCanBeToldOfIsToldOfItsFile() throws IOException {
        assertThat(problems(write("a.yaml", GOOD + "parallel: 4\n"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("a.yaml: ")
                .contains("snapshot: table");
    }

    @Test
    void referencesMustLeadSomewhereAndWhatTheyHoldIsNotPrinted() throws IOException {
        String text = GOOD.replace("{tables:", "{url: {env: NO_SUCH_URL}, tables:")
                + "ledger: {postgres: {url: {file: secret}}}\n";
        Path file = write("a.yaml", text);

        assertThat(problems(file, Map.of())).hasSize(2).anySatisfy(problem -> assertThat(problem)
                .startsWith("a.yaml:2:")
                .contains("NO_SUCH_URL, which is not set"));
        write("secret", "postgresql://me:hunter2@host/db");
        Map<String, String> set = Map.of("NO_SUCH_URL", "postgresql://me:hunter2@host/db");
        assertThat(problems(file, set)).isEmpty();
        assertThat(Cli.run("job", "check", file).all()).contains("NO_SUCH_URL").doesNotContain("hunter2");
        assertThat(Cli.run("job", "check", file, "--no-secrets").status()).isZero();
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        Cli cli = Cli.run("job", "check", "--json", write("a.yaml", GOOD), write("b.yaml", "job: b\n"));

        assertThat(cli.status()).isEqualTo(2);
        List<JsonNode> files = cli.json("job-checked");
        assertThat(files).extracting(node -> node.required("state").asString()).containsExactly("right", "wrong");
        assertThat(files.getFirst().required("schedule").asString()).isEqualTo("at 05:00 every day in Asia/Bangkok");
        assertThat(files.getLast().required("problems")).hasSize(2);
        assertThat(cli.json("done").getFirst().required("wrong").asInt()).isEqualTo(1);
    }
}
