package dev.slipway.app.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway schema diff}, as it is typed. */
final class SchemaDiffCommandTest {
    @TempDir
    Path folder;

    private Path schema(String name, int version, String columns) throws IOException {
        return Files.writeString(
                folder.resolve(name), "name: t\nversion: " + version + "\nformat: jsonl\ncolumns: {" + columns + "}\n");
    }

    @Test
    void whatMayFollowIsAccepted() throws IOException {
        Cli cli = Cli.run("schema", "diff", schema("a.yaml", 1, "a: int32"), schema("b.yaml", 2, "a: int64, b: text"));

        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.out()).isEqualTo("""
                accepted  column a is int64 after int32
                accepted  column b is new, text
                Schema of t, version 1 to 2: the new one may follow the old
                """);
    }

    @Test
    void whatMayNotIsRefusedWithWhatToDo() throws IOException {
        Cli cli = Cli.run(
                "schema",
                "diff",
                schema("a.yaml", 2, "a: text, b: text"),
                schema("b.yaml", 2, "a: {type: text, nullable: false}, c: text"));

        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out())
                .contains("refused   the schema differs, and has version 2 after version 2: say version: 3\n")
                .contains("refused   column a cannot be null any more: keep it nullable")
                .contains("refused   column b is gone: ", "accepted  column c is new, text\n")
                .endsWith("Schema of t, version 2 to 2: the new one must not follow the old\n");
    }

    @Test
    void theSameSchemaMayFollowItself() throws IOException {
        Path file = schema("a.yaml", 1, "a: text");

        assertThat(Cli.run("schema", "diff", file, file).out())
                .isEqualTo("Schema of t, version 1 to 1: nothing differs\n");
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        Cli cli = Cli.run(
                "schema", "diff", "--json", schema("a.yaml", 1, "a: text"), schema("b.yaml", 2, "a: int8, b: text"));

        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.json("schema-change"))
                .extracting(node -> node.required("state").asString())
                .containsExactly("refused", "accepted");
        assertThat(cli.json("schema-change").getFirst().required("advice").asString())
                .isNotEmpty();
        assertThat(cli.json("done").getFirst().required("accepted").asBoolean()).isFalse();
    }

    @Test
    void aFileThatIsNoSchemaIsToldWithItsPlace() throws IOException {
        Path good = schema("a.yaml", 1, "a: text");
        Cli cli = Cli.run("schema", "diff", good, schema("b.yaml", 2, "a: texd"));

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("b.yaml:4:14: columns.a");
    }
}
