package dev.slipway.files;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** How a file is packed, by its first bytes. */
enum Packing {
    NONE("nothing", List.of(), List.of()),
    GZIP("gzip", List.of("1f8b"), List.of(".gz", ".gzip", ".tgz")),
    ZSTD("zstd", List.of("28b52ffd"), List.of(".zst", ".zstd")),
    ZIP("zip", List.of("504b0304", "504b0506"), List.of()),
    BZIP2("bzip2", List.of("425a6831314159", "425a6839314159"), List.of()),
    XZ("xz", List.of("fd377a585a00"), List.of()),
    LZ4("lz4", List.of("04224d18"), List.of()),
    SEVEN_ZIP("7z", List.of("377abcaf271c"), List.of());

    /** The most bytes that tell. */
    static final int MAGIC_MAX = 7;

    private final String word;
    private final List<byte[]> magics;
    private final List<String> suffixes;

    Packing(String word, List<String> magics, List<String> suffixes) {
        this.word = word;
        this.magics = magics.stream().map(HexFormat.of()::parseHex).toList();
        this.suffixes = suffixes;
    }

    static Packing of(byte[] first) {
        for (Packing packing : values()) {
            if (packing.magics.stream().anyMatch(magic -> begins(first, magic))) {
                return packing;
            }
        }
        return skippable(first) ? ZSTD : NONE;
    }

    /** zstd that was made in parallel begins with a frame to be skipped. */
    private static boolean skippable(byte[] first) {
        return first.length >= 4
                && (first[0] & 0xF0) == 0x50
                && first[1] == 0x2A
                && first[2] == 0x4D
                && first[3] == 0x18;
    }

    private static boolean begins(byte[] first, byte[] magic) {
        return first.length >= magic.length && Arrays.equals(first, 0, magic.length, magic, 0, magic.length);
    }

    String word() {
        return word;
    }

    /** Whether a name says that the file is packed so. */
    boolean names(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return suffixes.stream().anyMatch(lower::endsWith);
    }
}
