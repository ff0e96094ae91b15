package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Counts the records of a file, to be compared with its rows and rejects. It judges those who read them, and so shares
 * nothing with them but {@link Unpacked}: lines are counted byte by byte, elements by their tokens, records of CSV by their
 * ends.
 */
public final class RecordCount {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RecordCount() {}

    /**
     * How many records the file has; a header is none.
     *
     * @throws dev.slipway.Failure as {@link Unpacked#open}; INPUT when it is no JSON, or holds no records where they should be
     */
    public static long of(FileInput file, FileFormat format) {
        try (InputStream in = Unpacked.open(file)) {
            return switch (format) {
                case FileFormat.JsonLines lines -> lines(in);
                case FileFormat.Text text -> lines(in);
                case FileFormat.Json json -> elements(in, json);
                case FileFormat.Csv csv -> records(file, csv);
            };
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        } catch (JacksonException e) {
            throw FileTrouble.damaged(file.name(), "is not JSON, so that its records cannot be counted");
        }
    }

    private static long records(FileInput file, FileFormat.Csv format) {
        long count =
                CsvText.scan(file, format, (number, line, from, to) -> true).count();
        return format.header() ? Math.max(0, count - 1) : count;
    }

    /**
     * Returns if rows and rejects are all records.
     *
     * @param records how many were counted
     * @throws dev.slipway.Failure INPUT when they are not
     */
    static void require(FileInput file, long records, long rows, long rejects) {
        if (records != rows + rejects) {
            throw FileTrouble.damaged(
                    file.name(),
                    String.format(
                            Locale.ROOT,
                            "has %,d records by their count, but %,d rows and %,d rejects were read: it is not in the"
                                    + " format of its schema",
                            records,
                            rows,
                            rejects));
        }
    }

    /** Lines with anything in them but spaces and tabs; a byte order mark is nothing. */
    private static long lines(InputStream in) throws IOException {
        byte[] bytes = new byte[1 << 16];
        long count = 0;
        long place = 0;
        boolean something = false;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            for (int i = 0; i < read; i++, place++) {
                byte octet = bytes[i];
                if (octet == '\n') {
                    count += something ? 1 : 0;
                    something = false;
                } else if (octet != ' ' && octet != '\t' && octet != '\r') {
                    something |= place > 2 || !mark(octet, place);
                }
            }
        }
        return count + (something ? 1 : 0);
    }

    /** Whether this is the part of a byte order mark that stands at its place; only at the beginning is it one. */
    private static boolean mark(byte octet, long place) {
        return octet == (byte) (place == 0 ? 0xEF : place == 1 ? 0xBB : 0xBF);
    }

    private static long elements(InputStream in, FileFormat.Json format) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            for (String key : format.rows()) {
                if (!descend(parser, key)) {
                    return 0;
                }
            }
            if (format.single()) {
                return 1;
            }
            return parser.currentToken() == JsonToken.START_ARRAY ? children(parser) : 0;
        }
    }

    private static boolean descend(JsonParser parser, String key) {
        int depth = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (depth == 0 && token == JsonToken.PROPERTY_NAME && key.equals(parser.currentName())) {
                parser.nextToken();
                return true;
            }
        }
        return false;
    }

    private static long children(JsonParser parser) {
        long count = 0;
        int depth = 0;
        for (JsonToken token = parser.nextToken();
                depth > 0 || token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == null) {
                return count;
            }
            boolean value = token != JsonToken.PROPERTY_NAME && !token.isStructEnd();
            count += depth == 0 && value ? 1 : 0;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return count;
    }
}
