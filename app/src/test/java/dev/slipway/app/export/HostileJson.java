package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.json;
import static dev.slipway.app.export.HostileFile.lines;
import static dev.slipway.app.export.HostileFile.refused;
import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.schema;
import static dev.slipway.app.export.HostileFile.utf8;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** JSON that is none, is too deep, too large, or says a thing twice. */
final class HostileJson {
    private static final int DEEP = 100_000;

    private HostileJson() {}

    static List<HostileFile> files() {
        return Stream.of(shapes(), values(), documents()).flatMap(List::stream).toList();
    }

    private static List<HostileFile> shapes() {
        return List.of(
                lines("no byte of JSON lines", "v: int64", "", rows(0)),
                lines("a mark before JSON lines", "v: int64", "\uFEFF{\"v\":1}\n", rows(1).holding("v", "1")),
                lines(
                        "blank lines of JSON",
                        "v: int64",
                        "\n\r\n {\"v\":1} \n\t\n{\"v\":2}",
                        rows(2).holding("v", "1|2")),
                lines("a line that is cut", "v: int64", "{\"v\":1}\n{\"v\":", rows(1).rejects(1, 2, "is not JSON")),
                lines("a comma too many", "v: int64", "{\"v\":1,}\n{\"v\":2}\n", rows(1).rejects(1, 1, "is not JSON")),
                lines(
                        "two objects on a line",
                        "v: int64",
                        "{\"v\":1} {\"v\":2}\n{\"v\":3}\n",
                        rows(1).rejects(1, 1, "goes on after the object")),
                lines(
                        "an array on a line",
                        "v: int64",
                        "[{\"v\":1}]\n{\"v\":3}\n",
                        rows(1).rejects(1, 1, "is an array, expected an object")),
                lines(
                        "scalars on lines",
                        "v: int64",
                        "1\nnull\n\"v\"\ntrue\n",
                        rows(0).rejects(4, 1, "expected an object")),
                lines(
                        "a key twice",
                        "v: int64",
                        "{\"v\":1,\"\\u0076\":2}\n{\"v\":3}\n",
                        rows(1).rejects(1, 1, "twice")),
                lines(
                        "a key that is not known",
                        "v: int64",
                        "{\"v\":1,\"V\":2}\n",
                        rows(0).rejects(1, 1, "unknown key \"V\"")),
                lines(
                        "keys with dots and slashes",
                        "v: {type: int64, from: /a.b~1c}, w: {type: text, from: a/b}",
                        "{\"a.b/c\":1,\"a/b\":\"x\"}\n",
                        rows(1).holding("v || w", "1x")),
                lines("a document on many lines", "v: int64", "{\n\"v\":1\n}\n", rows(0).rejects(3, 1, "is not JSON")),
                new HostileFile(
                        "UTF-16 in JSON lines",
                        "t.jsonl",
                        schema("jsonl", "v: int64"),
                        () -> "\uFEFF{\"v\":1}".getBytes(StandardCharsets.UTF_16LE),
                        refused("is UTF-16, expected UTF-8")),
                new HostileFile(
                        "Latin 1 in JSON lines",
                        "t.jsonl",
                        schema("jsonl", "v: text"),
                        () -> "{\"v\":\"\u00e9\"}\n{\"v\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1),
                        rows(1).rejects(1, 1, "is not UTF-8")),
                lines(
                        "brackets 100,000 deep",
                        "v: int64",
                        "{\"v\":" + "[".repeat(DEEP) + "\n{\"v\":1}\n",
                        rows(1).rejects(1, 1, "is an array, expected a number")),
                lines(
                        "JSON 100,000 deep",
                        "v: json",
                        "{\"v\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}\n{\"v\":[]}\n",
                        rows(1).rejects(1, 1, "nested more than 1000 levels deep")));
    }

    private static List<HostileFile> values() {
        return List.of(
                lines(
                        "numbers beyond 64 bits in JSON",
                        "v: int64",
                        "{\"v\":9223372036854775808}\n{\"v\":1e19}\n{\"v\":9223372036854775807}\n",
                        rows(1).rejects(2, 1, "is not an integer of 64 bits").holding("v", "9223372036854775807")),
                lines(
                        "numbers beyond a float",
                        "v: float64",
                        "{\"v\":1e400}\n{\"v\":1e308}\n",
                        rows(1).rejects(1, 1, "larger than any float")),
                lines(
                        "numbers without end",
                        "v: json",
                        "{\"v\":" + "9".repeat(DEEP) + "}\n",
                        rows(0).rejects(1, 1, "a number of more than 1000 characters")),
                lines(
                        "words that are no numbers",
                        "v: float64",
                        "{\"v\":NaN}\n{\"v\":Infinity}\n{\"v\":-1}\n",
                        rows(1).rejects(2, 1, "is not JSON")),
                lines(
                        "a number in quotes",
                        "v: int64",
                        "{\"v\":\"1\"}\n{\"v\":null}\n{}\n",
                        rows(2).rejects(1, 1, "is a string, expected a number").holding("v", "∅|∅")),
                lines(
                        "half a character",
                        "v: text",
                        "{\"v\":\"\\ud800\"}\n{\"v\":\"\\ud83d\\ude00\"}\n",
                        rows(1).rejects(1, 1, "half a character").holding("v", "😀")),
                lines(
                        "NUL that is escaped",
                        "v: text",
                        "{\"v\":\"a\\u0000b\"}\n",
                        rows(1).holding("to_base64(v::BLOB)", "YQBi")),
                lines("NUL that is not", "v: text", "{\"v\":\"a\0b\"}\n\0\n", rows(0).rejects(2, 1, "is not JSON")),
                lines(
                        "JSON that says a thing twice",
                        "v: json",
                        "{\"v\":{\"a\":1,\"a\":1.0}}\n",
                        rows(1).holding("v", "{\"a\":1,\"a\":1.0}")),
                lines(
                        "a key of 100,000 characters",
                        "v: int64",
                        "{\"" + "k".repeat(DEEP) + "\":1}\n",
                        rows(0).rejects(1, 1, "a key of more than 65536 bytes")),
                new HostileFile(
                        "a string of 20 MB",
                        "t.jsonl",
                        schema("jsonl", "v: text"),
                        () -> utf8("{\"v\":\"" + "x\\n".repeat(7_000_000) + "\"}\n{}\n"),
                        rows(2).holding("length(v)", "14000000|∅")));
    }

    private static List<HostileFile> documents() {
        return List.of(
                json("no byte of a document", "", "", refused("is empty, expected JSON")),
                json("an object for an array", "", "{\"v\":1}", refused("is no array, expected one of records")),
                json(
                        "a way that is not there",
                        "rows: data.rows",
                        "{\"data\":{\"row\":[]}}",
                        refused("lacks the key \"rows\"")),
                json("a way to no array", "rows: data.rows", "{\"data\":{\"rows\":7}}", refused("is no array")),
                json("a way through no object", "rows: data.rows", "{\"data\":[1]}", refused("is no object")),
                json(
                        "a way that is there twice",
                        "rows: data",
                        "{\"data\":[{\"v\":1}],\"data\":[{\"v\":2}]}",
                        refused("has the key \"data\" twice")),
                json(
                        "a document that is cut",
                        "",
                        "[{\"v\":1},\n{\"v\":2},\n{\"v\":",
                        refused("t.json:3", "is not JSON")),
                json("a document without its last bracket", "", "[{\"v\":1},{\"v\":2}", refused("is not JSON")),
                json(
                        "an array of scalars",
                        "",
                        "[1, null,\n{\"v\":1}, \"x\", [], 5e400]",
                        rows(1).rejects(5, 1, "expected an object")),
                json("something behind a document", "", "[{\"v\":1}] []", refused("goes on after its end")),
                json("lines that are called a document", "", "{\"v\":1}\n{\"v\":2}\n", refused("is no array")),
                json(
                        "a document 100,000 deep",
                        "",
                        "[{\"v\":1}," + "[".repeat(DEEP) + "]".repeat(DEEP) + "]",
                        rows(1).rejects(1, 1, "expected an object")),
                json("a document that is only deep", "", "[".repeat(DEEP), refused("is not JSON")),
                json("one record where one is said", "single: true", "{\"v\":1}", rows(1).holding("v", "1")),
                json(
                        "two records where one is said",
                        "single: true",
                        "{\"v\":1}{\"v\":2}",
                        refused("goes on after its end")),
                json(
                        "an array where one record is said",
                        "single: true",
                        "[{\"v\":1},{\"v\":2}]",
                        rows(0).rejects(1, 1, "is an array, expected an object")),
                json("an empty array", "", "[]", rows(0)));
    }

    static List<HostileFile> large() {
        return List.of(new HostileFile(
                "brackets of 20 MB",
                "t.json",
                schema("json", "v: int64"),
                () -> utf8("[" + "[".repeat(20_000_000)),
                refused("beyond all measure")));
    }
}
