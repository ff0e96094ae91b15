package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table that was exported to one file, as {@code slipway show --json} describes it; column i is called {@code c}i. */
record Exported(JsonNode file) {
    static Exported of(String url, String table, Path folder) throws IOException {
        run("export", "postgres", table, "--url", url, "--to", folder.toString());
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            return new Exported(new JsonMapper().readTree(run("show", "--json", file.toString())));
        }
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        assertThat(status).as("%s\n%s", out, err).isZero();
        return out.toString();
    }

    private JsonNode column(int i) {
        JsonNode column = file.required("columns").get(i);
        assertThat(column.required("name").asString()).isEqualTo("c" + i);
        return column;
    }

    String type(int i) {
        return column(i).required("type").asString();
    }

    /** Empty when nothing is recorded under this key. */
    String origin(int i, String key) {
        return column(i).required("origin").path(key).asString("");
    }

    /** Of all leaves of the column. */
    Set<String> physicalTypes(int i) {
        Set<String> types = new TreeSet<>();
        for (JsonNode chunk : file.required("rowGroups").get(0).required("chunks")) {
            String name = chunk.required("name").asString();
            if (name.equals("c" + i) || name.startsWith("c" + i + '.')) {
                types.add(chunk.required("physicalType").asString());
            }
        }
        assertThat(types).isNotEmpty();
        return types;
    }
}
