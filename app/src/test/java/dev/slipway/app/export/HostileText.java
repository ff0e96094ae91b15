package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.refused;
import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.schema;
import static dev.slipway.app.export.HostileFile.utf8;

import java.util.List;

/** Lines of text that fit nothing, or a regular expression only after ages. */
final class HostileText {
    private HostileText() {}

    static List<HostileFile> files() {
        return List.of(
                text(
                        "a line of no form",
                        "v=(?<v>[0-9]+)",
                        "v=1\nw=2\nv=3 \nv=4",
                        rows(2).rejects(2, 2, "fits none of the 1 forms").holding("v", "1|4")),
                text("blank lines of text", "v=(?<v>[0-9]+)", "\n \nv=1\r\n\t\r\n", rows(1).holding("v", "1")),
                text("no byte of text", "v=(?<v>[0-9]+)", "", rows(0)),
                text(
                        "an expression that takes for ever",
                        "(?<v>(1+)+)x",
                        "1".repeat(100_000) + "\n" + "1".repeat(40) + "y\n1x\n",
                        rows(1).rejects(2, 1, "takes too long to be compared with the pattern \"(?<v>(1+)+)x\"")
                                .holding("v", "1")),
                text(
                        "an expression that goes too deep",
                        "(?<v>(1|2)*)x",
                        "1".repeat(1_000_000) + "\n1x\n",
                        rows(1).rejects(1, 1, "").holding("v", "1")),
                text("NUL in a line", "v=(?<v>[0-9]+)", "v=1\0\nv=2\n", rows(1).rejects(1, 1, "fits none")),
                new HostileFile(
                        "lines of two forms",
                        "t.log",
                        schema("{text: [{json: true}, {match: 'v=(?<v>[0-9]+)'}]}", "v: int64"),
                        () -> utf8("{\"v\":1}\nv=2\n{\"v\":}\n{v=3\n"),
                        rows(2).rejects(2, 3, "fits none of the 2 forms").holding("v", "1|2")),
                new HostileFile(
                        "UTF-16 in text",
                        "t.log",
                        schema("{text: {match: '(?<v>.*)'}}", "v: text"),
                        () -> new byte[] {(byte) 0xFF, (byte) 0xFE, 'v', 0},
                        refused("is UTF-16")),
                new HostileFile(
                        "text that is no UTF-8",
                        "t.log",
                        schema("{text: {match: '(?<v>.*)'}}", "v: text"),
                        () -> new byte[] {'v', '\n', (byte) 0xC3, '\n'},
                        rows(1).rejects(1, 2, "is not UTF-8")));
    }

    private static HostileFile text(String title, String match, String text, HostileFile.End end) {
        return new HostileFile(
                title, "t.log", schema("{text: {match: '" + match + "'}}", "v: int64"), () -> utf8(text), end);
    }
}
