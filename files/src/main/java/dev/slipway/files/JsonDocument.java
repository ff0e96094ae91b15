package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON value in an array of bytes, which are UTF-8, and a parser on its way through it. Strings are not read through the
 * parser, which would make characters of them first: they are copied, or unescaped, from where they stand.
 */
final class JsonDocument implements AutoCloseable {
    /** How deep a value may be nested: as deep as common readers of JSON go. */
    static final int DEPTH_MAX = 1000;

    /** The most characters of a number. */
    static final int NUMBER_MAX = 1000;

    /** The most bytes of a key. */
    static final int KEY_MAX = 64 << 10;

    private static final JsonFactory FACTORY = factory(DEPTH_MAX, NUMBER_MAX);
    private static final int SCRATCH_MAX = 8 << 20;

    final JsonParser parser;
    final byte[] data;
    private final int start;
    private final int end;
    private byte[] scratch = new byte[0];

    JsonDocument(byte[] data, int start, int end) {
        this.data = data;
        this.start = start;
        this.end = end;
        parser = FACTORY.createParser(ObjectReadContext.empty(), data, start, end - start);
    }

    static JsonFactory factory(int depthMax, int numberMax) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depthMax)
                        .maxNumberLength(numberMax)
                        .maxNameLength(KEY_MAX)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                // Without its table of names the parser would decode to characters first, and not know where values
                // stand.
                .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /** Where the present token begins. */
    int tokenStart() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Walks to the end of the present value, whatever it holds, and says where that is. */
    int valueEnd() {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        return position();
    }

    /** Where the parser is: behind the present token, when that is the end of something. */
    int position() {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** Gives the present string to {@code cell}. */
    void string(Cell cell, ColumnBuilder into) throws Unfit {
        int from = tokenStart() + 1;
        int at = from;
        while (at < end && data[at] != '"' && data[at] != '\\') {
            at++;
        }
        if (at < end && data[at] == '"') {
            cell.read(data, from, at - from, into);
            return;
        }
        // The parser says first whether what is escaped is escaped well.
        int to = valueEnd() - 1;
        if (scratch.length < to - from) {
            scratch = new byte[to - from];
        }
        int length = JsonEscapes.unescape(data, from, to, scratch);
        cell.read(scratch, 0, length, into);
        if (scratch.length > SCRATCH_MAX) {
            scratch = new byte[0];
        }
    }

    /** Whether the present string is this one, however it is escaped. */
    boolean stringIs(byte[] wanted) {
        int from = tokenStart() + 1;
        int at = from;
        // No character is escaped with more than six.
        int last = (int) Math.min(end, from + 6L * wanted.length + 1);
        boolean escaped = false;
        while (at < last && data[at] != '"') {
            escaped |= data[at] == '\\';
            at += data[at] == '\\' ? 2 : 1;
        }
        if (at >= last) {
            return false;
        }
        return escaped
                ? parser.getString().equals(new String(wanted, StandardCharsets.UTF_8))
                : Arrays.equals(data, from, at, wanted, 0, wanted.length);
    }

    @Override
    public void close() {
        parser.close();
    }

    /** What the parser says is wrong, on one line and without what it says of itself. */
    static String said(JacksonException e) {
        return String.valueOf(e.getOriginalMessage())
                .replaceAll(" \\(start marker at \\[[^]]*]\\)", "")
                .replaceAll("\\p{Cntrl}", "·");
    }

    /** What a failure of the parser means. */
    static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return message.contains("nesting depth")
                    ? "is nested more than " + DEPTH_MAX + " levels deep"
                    : message.contains("Number")
                            ? "has a number of more than " + NUMBER_MAX + " characters"
                            : message.contains("name") || message.contains("Name")
                                    ? "has a key of more than " + KEY_MAX + " bytes"
                                    : "is no JSON that can be read: " + message;
        }
        String line = said(e);
        String what = "is not JSON: " + (line.length() > 200 ? line.substring(0, 200) + "…" : line);
        return e.getLocation() == null
                ? what
                : what + " (byte " + e.getLocation().getByteOffset() + " of it)";
    }
}
