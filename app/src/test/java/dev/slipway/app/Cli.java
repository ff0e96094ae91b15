package dev.slipway.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command said, run in this process as a user would run it.
 *
 * @param status its exit status
 * @param out standard output
 * @param err standard error
 */
public record Cli(int status, String out, String err) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Runs one command to its end. */
    public static Cli run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status =
                line.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Cli(status, out.toString(), err.toString());
    }

    /** {@code slipway export postgres …} from one database into one folder. */
    public static Cli export(TestServer.Database from, Path to, Object... arguments) {
        return export(from.url(), to, arguments);
    }

    /** The same with any URL. */
    public static Cli export(String url, Path to, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("export", "postgres", "--url", url, "--to", to));
        all.addAll(List.of(arguments));
        return run(all.toArray());
    }

    /** Standard output as one JSON object for each line. */
    public List<JsonNode> json() {
        return out.lines().map(MAPPER::readTree).toList();
    }

    /** The objects of one kind of event. */
    public List<JsonNode> json(String event) {
        return json().stream()
                .filter(node -> node.required("event").asString().equals(event))
                .toList();
    }

    /** Both streams, to be searched for what must be in neither. */
    public String all() {
        return out + err;
    }
}
