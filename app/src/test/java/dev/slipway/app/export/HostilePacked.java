package dev.slipway.app.export;

import static dev.slipway.app.export.HostileFile.refused;
import static dev.slipway.app.export.HostileFile.rows;
import static dev.slipway.app.export.HostileFile.schema;
import static dev.slipway.app.export.HostileFile.utf8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Archives that are cut, damaged, or much larger than they look. */
final class HostilePacked {
    private static final byte[] FIRST = utf8("v\n1\n2\n");
    private static final byte[] SECOND = utf8("3\n4\n");
    private static final int BOMB_MEBIBYTES = 300;

    private HostilePacked() {}

    static List<HostileFile> files() {
        return Stream.of(gzip(), zstd()).flatMap(List::stream).toList();
    }

    private static List<HostileFile> gzip() {
        return List.of(
                gz("gzip that is cut", () -> cut(gzip(FIRST), 9), refused("gzip data are cut off")),
                gz(
                        "gzip that is cut in its header",
                        () -> Arrays.copyOf(gzip(FIRST), 5),
                        refused("gzip data are cut off")),
                gz("gzip without its sum", () -> cut(gzip(FIRST), 4), refused("gzip data are cut off")),
                gz("gzip with another sum", () -> flipped(gzip(FIRST), 5), refused("do not have the sum")),
                gz("gzip with another length", () -> flipped(gzip(FIRST), 1), refused("do not have the sum")),
                gz(
                        "gzip with something behind it",
                        () -> joined(gzip(FIRST), utf8("junk")),
                        refused("followed by something else")),
                gz("gzip with zeros behind it", () -> joined(gzip(FIRST), new byte[512]), rows(2)),
                gz(
                        "gzip of several members",
                        () -> joined(gzip(FIRST), gzip(new byte[0]), gzip(SECOND)),
                        rows(4).holding("v", "1|2|3|4")),
                gz(
                        "gzip whose second member is cut",
                        () -> cut(joined(gzip(FIRST), gzip(SECOND)), 3),
                        refused("gzip data are cut off")),
                gz("gzip of nothing", () -> gzip(new byte[0]), refused("is empty, expected a header")),
                gz("gzip within gzip", () -> gzip(gzip(FIRST)), refused("t.csv.gz")),
                gz("nothing that is called gzip", () -> new byte[0], refused("is empty, expected gzip")),
                gz("text that is called gzip", () -> FIRST, refused("is called gzip")),
                new HostileFile(
                        "gzip that is not called so", "t.csv", schema("csv", "v: int64"), () -> gzip(FIRST), rows(2)),
                new HostileFile(
                        "an archive of another kind",
                        "t.csv",
                        schema("csv", "v: int64"),
                        () -> new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0},
                        refused("is packed as zip")),
                gz("a bomb of one line", () -> bomb((byte) 0), refused("which is no header")));
    }

    private static List<HostileFile> zstd() {
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 'j', 'u', 'n', 'k'};
        return List.of(
                zst("zstd that is cut", () -> cut(Zstd.compress(FIRST), 2), refused("zstd data are cut off")),
                zst(
                        "zstd that is damaged",
                        () -> flipped(Zstd.compress(FIRST), FIRST.length + 1),
                        refused("zstd data")),
                zst(
                        "zstd of several frames",
                        () -> joined(Zstd.compress(FIRST), Zstd.compress(SECOND)),
                        rows(4).holding("v", "1|2|3|4")),
                zst(
                        "zstd whose second frame is cut",
                        () -> cut(joined(Zstd.compress(FIRST), Zstd.compress(SECOND)), 2),
                        refused("zstd data are cut off")),
                zst(
                        "zstd with a frame to be skipped within",
                        () -> joined(Zstd.compress(FIRST), skippable, Zstd.compress(SECOND)),
                        rows(4)),
                zst(
                        "zstd with a frame to be skipped before it",
                        () -> joined(skippable, Zstd.compress(FIRST)),
                        rows(2)),
                zst(
                        "zstd with something behind it",
                        () -> joined(Zstd.compress(FIRST), utf8("junk")),
                        refused("zstd data are damaged")),
                zst("zstd that wants 2 GiB of memory", HostilePacked::wide, refused("zstd data are damaged")),
                zst("zstd of nothing", () -> Zstd.compress(new byte[0]), refused("is empty, expected a header")));
    }

    /** A small archive holds much, of which memory must hold little. */
    static List<HostileFile> large() {
        return List.of(
                gz("a bomb of empty lines", () -> bomb((byte) '\n'), refused("is empty, expected a header")),
                gz(
                        "a bomb behind a header",
                        () -> joined(gzip(FIRST), bomb((byte) '7')),
                        rows(2).rejects(1, 4, "more than the")),
                new HostileFile(
                        "a bomb of JSON lines",
                        "t.jsonl.gz",
                        schema("jsonl", "v: int64"),
                        () -> bomb((byte) '['),
                        rows(0).rejects(1, 1, "more than the")),
                new HostileFile(
                        "a bomb of one JSON document",
                        "t.json.gz",
                        schema("json", "v: int64"),
                        () -> bomb((byte) '['),
                        refused("t.json.gz")));
    }

    private static HostileFile gz(String title, HostileFile.Content bytes, HostileFile.End end) {
        return new HostileFile(title, "t.csv.gz", schema("csv", "v: int64"), bytes, end);
    }

    private static HostileFile zst(String title, HostileFile.Content bytes, HostileFile.End end) {
        return new HostileFile(title, "t.csv.zst", schema("csv", "v: int64"), bytes, end);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] bomb(byte octet) throws IOException {
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, octet);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed, 1 << 16)) {
            for (int i = 0; i < BOMB_MEBIBYTES; i++) {
                out.write(part);
            }
        }
        return packed.toByteArray();
    }

    /** A frame that says that its reader must keep 2 GiB of what it has read, and holds three bytes. */
    private static byte[] wide() {
        int window = 31 - 10 << 3;
        return new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) window, 3 << 3 | 1, 0, 0, 'v', '\n', '1'};
    }

    private static byte[] cut(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, bytes.length - count);
    }

    private static byte[] flipped(byte[] bytes, int fromEnd) {
        byte[] other = bytes.clone();
        other[other.length - fromEnd] ^= 0x55;
        return other;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
