package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.csv;
import static dev.slipway.app.export.HostileFile.refused;
import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.utf8;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CSV that is not as one would write it: encodings, line ends, quotes, headers and shapes. */
final class HostileCsv {
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;
    private static final int COLUMNS = 5000;
    private static final String AB = "a: int64, b: text";

    private HostileCsv() {}

    static List<HostileFile> files() {
        return Stream.of(empty(), encodings(), lineEnds(), quotes(), nuls(), headers(), shapes(), sizes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<HostileFile> empty() {
        return List.of(
                csv("no byte at all", "v: text", "", refused("is empty, expected a header")),
                csv("no byte and no header", "header: false", "v: text", () -> new byte[0], rows(0)),
                csv("a mark and nothing else", "v: text", "\uFEFF", refused("is empty, expected a header")),
                csv("a header without an end", "v: text", "v", rows(0)),
                csv("a header and nothing else", "v: text", "v\n", rows(0)),
                csv("nothing but ends of lines", "v: text", "\n\r\n\n\n", refused("is empty, expected a header")),
                csv("blank lines around records", "v: int64", "\n\nv\n\n1\n\r\n2\n\n", rows(2).holding("v", "1|2")));
    }

    private static List<HostileFile> encodings() {
        List<HostileFile> files = new ArrayList<>(List.of(
                csv("a mark of UTF-8", AB, "\uFEFFa,b\n1,é\n", rows(1).holding("a || b", "1é")),
                csv("a mark within", AB, "a,b\n1,\uFEFFx\n", rows(1).holding("length(b)", "2")),
                csv("UTF-8 that is none", "", AB, () -> "a,b\n1,\u00ff\n2,x\n".getBytes(LATIN), latinRejected()),
                csv(
                        "Latin 1 that is not declared",
                        "",
                        AB,
                        () -> "a,b\n1,\u00e9\n2,x\n".getBytes(LATIN),
                        latinRejected()),
                csv("Latin 1 in the header", "", "v: text", () -> "\u00e9\n1\n".getBytes(LATIN), refused("not UTF-8")),
                csv(
                        "Latin 1 that is declared",
                        "encoding: ISO-8859-1",
                        AB,
                        () -> "a,b\n1,\u00e9\u00ff\n".getBytes(LATIN),
                        rows(1).holding("b", "éÿ")),
                csv(
                        "UTF-8 that is said to be ASCII",
                        "encoding: US-ASCII",
                        AB,
                        () -> utf8("a,b\n1,é\n"),
                        refused("is not US-ASCII", "name its encoding")),
                csv(
                        "half of a character of UTF-16",
                        "encoding: UTF-16LE",
                        AB,
                        () -> new byte[] {'a', 0, ',', 0, 'b', 0, '\n', 0, '1'},
                        refused("is not UTF-16LE"))));
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            HostileFile.Content bytes = () -> "\uFEFFa,b\n1,é😀\n".getBytes(charset);
            files.add(csv(charset + " that is not declared", "", AB, bytes, refused("is UTF-16, expected UTF-8")));
            files.add(csv(
                    charset + " that is declared", "encoding: UTF-16", AB, bytes, rows(1).holding("a || b", "1é😀")));
        }
        return files;
    }

    private static HostileFile.End latinRejected() {
        return rows(1).rejects(1, 2, "not UTF-8");
    }

    private static List<HostileFile> lineEnds() {
        return List.of(
                csv("lines that end with CR", AB, "a,b\r1,x\r2,y\r", rows(2).holding("a || b", "1x|2y")),
                csv("lines that end with CR LF", AB, "a,b\r\n1,x\r\n2,y", rows(2).holding("a || b", "1x|2y")),
                csv(
                        "lines that end in all ways",
                        AB,
                        "a,b\r\n1,x\n2,y\r\nz,\n3,\n",
                        rows(3).rejects(1, 4, "is not an integer").holding("a || coalesce(b, '∅')", "1x|2y|3∅")),
                csv(
                        "ends of lines within quotes",
                        AB,
                        "a,b\n1,\"x\r\n\ry\n\"\n",
                        rows(1).holding("to_base64(b::BLOB)", "eA0KDXkK")),
                csv("a last line without an end", AB, "a,b\n1,x\n2,y", rows(2)));
    }

    private static List<HostileFile> quotes() {
        return List.of(
                csv("a quote in the middle", AB, "a,b\n1,x\"y\n2,z\n", rows(2).holding("b", "x\"y|z")),
                csv(
                        "a quote that is never closed",
                        AB,
                        "a,b\n1,x\n2,\"y\n3,z\n",
                        rows(1).rejects(1, 3, "quote").holding("a", "1")),
                csv("doubled quotes", AB, "a,b\n1,\"\"\"x\"\"\"\n2,\"\"\n", rows(2).holding("b", "\"x\"|")),
                csv(
                        "quotes with an escape",
                        "escape: '\\'",
                        AB,
                        () -> utf8("a,b\n1,\"x\\\"y\"\n2,\"\\\\\"\n3,\"\\n\"\n"),
                        rows(2).rejects(1, 4, "escape").holding("b", "x\"y|\\")),
                csv(
                        "a quote behind spaces",
                        AB,
                        "a,b\n1, \"x\"\n2,y\n",
                        rows(1).rejects(1, 2, "quote").holding("b", "y")),
                csv(
                        "text behind a closing quote",
                        AB,
                        "a,b\n1,\"x\"y\n2,z\n",
                        rows(1).rejects(1, 2, "behind a closing quote")),
                csv(
                        "no quotes at all",
                        "quote: ''",
                        AB,
                        () -> utf8("a,b\n1,\"x\n2,y\"\n"),
                        rows(2).holding("b", "\"x|y\"")),
                csv("a quote that opens the last value", AB, "a,b\n1,x\n2,\"", rows(1).rejects(1, 3, "quote")),
                csv(
                        "a word for null within quotes",
                        "nulls: NA",
                        AB,
                        () -> utf8("a,b\n1,NA\n2,\"NA\"\n"),
                        rows(2).holding("b", "∅|NA")));
    }

    private static List<HostileFile> nuls() {
        return List.of(
                csv("NUL in a text", AB, "a,b\n1,x\0y\n", rows(1).holding("to_base64(b::BLOB)", "eAB5")),
                csv("NUL in a number", AB, "a,b\n1\0,x\n2,y\n", rows(1).rejects(1, 2, "is not an integer")),
                csv("NUL in the header", AB, "a,b\0\n1,x\n", refused("has a column")),
                csv("nothing but NUL", AB, "\0".repeat(4096), refused("has a column")));
    }

    private static List<HostileFile> headers() {
        return List.of(
                csv("a name twice", AB, "a,b,a\n1,x,2\n", refused("has two columns \"a\"")),
                csv("a column without a name", AB, "a,b,\n1,x,2\n", refused("a column without a name")),
                csv("names in another case", AB, "A,b\n1,x\n", refused("has a column \"A\"")),
                csv("a column too many", AB, "a,b,c\n1,x,y\n", refused("has a column \"c\"", "unknown: ignore")),
                csv("a column that may be missing", AB, "a\n1\n", rows(1).holding("b", "∅")),
                csv(
                        "a column that may not",
                        "a: int64, b: {type: text, nullable: false}",
                        "a\n1\n",
                        refused("has no column \"b\"")),
                csv("a header that never ends", AB, "\"" + "a,".repeat(1 << 20), refused("which is no header")),
                csv("spaces around names", AB, "a, b\n1,x\n", refused("has a column \" b\"")));
    }

    private static List<HostileFile> shapes() {
        return List.of(
                csv("too few values", AB, "a,b\n1\n2,y\n", rows(1).rejects(1, 2, "has 1 values, not 2")),
                csv("too many values", AB, "a,b\n1,x,\n2,y\n", rows(1).rejects(1, 2, "has 3 values, not 2")),
                csv(
                        "a null that may not be",
                        "v: {type: int64, nullable: false}, w: text",
                        "v,w\n,x\n1,y\n",
                        rows(1).rejects(1, 2, "is missing, and may not be")),
                csv("tabs", "delimiter: \"\\t\"", AB, () -> utf8("a\tb\n1\tx,y\n"), rows(1).holding("b", "x,y")),
                csv("semicolons", "delimiter: ';'", AB, () -> utf8("a;b\n1;x,y\n"), rows(1).holding("b", "x,y")),
                csv("another delimiter than is said", AB, "a;b\n1;x\n", refused("has a column \"a;b\"")),
                csv("comments", "comment: '#'", AB, () -> utf8("#,\"\na,b\n#1\n1,#x\n"), rows(1).holding("b", "#x")),
                csv(
                        "lines to be skipped",
                        "skip: 2",
                        AB,
                        () -> utf8("\"report\n\na,b\n1,x\n"),
                        rows(1).holding("b", "x")),
                csv(
                        "more lines to be skipped than there are",
                        "skip: 9",
                        AB,
                        () -> utf8("a,b\n1,x\n"),
                        refused("is empty, expected a header")));
    }

    private static List<HostileFile> sizes() {
        String names = names("c%d");
        return List.of(
                csv(
                        "a value of 20 MB",
                        "",
                        AB,
                        () -> utf8("a,b\n1," + "x".repeat(20_000_000) + "\n2,y\n"),
                        rows(2).holding("length(b)", "20000000|1")),
                csv(
                        "5,000 columns",
                        names("c%d: int64"),
                        names + "\n" + names("%d") + "\n" + names("%dx") + "\n",
                        rows(1).rejects(1, 3, "is not an integer").holding("c4999", "4999")),
                csv(
                        "100,000 values in a row of two",
                        AB,
                        "a,b\n" + ",".repeat(100_000) + "\n1,x\n",
                        rows(1).rejects(1, 2, "not 2")));
    }

    private static String names(String form) {
        return IntStream.range(0, COLUMNS)
                .mapToObj(i -> form.replace("%d", String.valueOf(i)))
                .collect(Collectors.joining(","));
    }
}
