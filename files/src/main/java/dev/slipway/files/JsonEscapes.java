package dev.slipway.files;

/** What is escaped in a JSON string, as UTF-8. */
final class JsonEscapes {
    private JsonEscapes() {}

    /** Unescapes what stands between quotes, which a parser found to be well formed; returns how many bytes it has. */
    static int unescape(byte[] data, int start, int end, byte[] target) throws Unfit {
        int to = 0;
        int at = start;
        while (at < end) {
            byte octet = data[at];
            if (octet != '\\') {
                target[to++] = octet;
                at++;
            } else if (data[at + 1] != 'u') {
                target[to++] = simple(data[at + 1]);
                at += 2;
            } else {
                int unit = unit(data, at + 2);
                at += 6;
                int point = unit;
                if (Character.isHighSurrogate((char) unit)
                        && at + 6 <= end
                        && data[at] == '\\'
                        && data[at + 1] == 'u') {
                    int low = unit(data, at + 2);
                    if (Character.isLowSurrogate((char) low)) {
                        point = Character.toCodePoint((char) unit, (char) low);
                        at += 6;
                    }
                }
                if (point < 0x10000 && Character.isSurrogate((char) point)) {
                    throw Unfit.because("holds half a character (an escaped surrogate), which no text can");
                }
                to = append(point, target, to);
            }
        }
        return to;
    }

    private static byte simple(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int unit(byte[] data, int at) {
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            unit = unit << 4 | Character.digit(data[i], 16);
        }
        return unit;
    }

    private static int append(int point, byte[] target, int at) {
        int to = at;
        if (point < 0x80) {
            target[to++] = (byte) point;
        } else if (point < 0x800) {
            target[to++] = (byte) (0xC0 | point >> 6);
            target[to++] = (byte) (0x80 | point & 0x3F);
        } else {
            if (point < 0x10000) {
                target[to++] = (byte) (0xE0 | point >> 12);
            } else {
                target[to++] = (byte) (0xF0 | point >> 18);
                target[to++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            target[to++] = (byte) (0x80 | point >> 6 & 0x3F);
            target[to++] = (byte) (0x80 | point & 0x3F);
        }
        return to;
    }
}
