package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The records of one JSON document: the elements of an array, or a single value. One parser walks over the document and
 * finds where each record begins and ends; the record is then read by itself, so that what is wrong within it does not hurt
 * the next. Where the document as a whole is no JSON, nothing that follows can be trusted: that is a failure.
 */
final class JsonRecords implements Records {
    /** How deep a document may be nested before it is not walked over any more; records may much less. */
    private static final int DEPTH_MAX = 1_000_000;

    private static final int NUMBER_MAX = 1 << 20;
    static final JsonFactory FACTORY = JsonDocument.factory(DEPTH_MAX, NUMBER_MAX);

    private final String file;
    private final FileFormat.Json format;
    private final ByteTape tape;
    private final int bytesMax;
    private final JsonParser parser;
    private final List<String> way = new ArrayList<>();
    private boolean begun;
    private boolean over;
    private int start;
    private int end;
    private long size;
    private long line;

    JsonRecords(FileInput file, FileFormat.Json format, ReadSettings settings) {
        this.file = file.name();
        this.format = format;
        bytesMax = settings.recordBytesMax();
        tape = new ByteTape(Utf8File.open(file), settings.recordBytesMax());
        parser = FACTORY.createParser(ObjectReadContext.empty(), tape);
    }

    @Override
    public boolean next() throws IOException {
        if (over) {
            return false;
        }
        try {
            if (!begun) {
                begun = true;
                begin();
                if (format.single()) {
                    record();
                    finish();
                    return true;
                }
            }
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                finish();
                return false;
            }
            record();
            return true;
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw broken(file, e);
        }
    }

    /** Goes to the array of the records, or to the only one. */
    private void begin() {
        if (parser.nextToken() == null) {
            throw FileTrouble.damaged(file, "is empty, expected JSON");
        }
        for (String key : format.rows()) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw here("is no object, expected one with the key " + RawText.shown(key));
            }
            find(key);
        }
        if (!format.single() && parser.currentToken() != JsonToken.START_ARRAY) {
            throw here("is no array, expected one of records: say with rows: where it is, or single: true for one");
        }
    }

    private void find(String key) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(key)) {
                way.add(key);
                return;
            }
            skip();
        }
        throw here("lacks the key " + RawText.shown(key) + ", where the records should be");
    }

    private void skip() {
        parser.skipChildren();
        parser.finishToken();
        tape.forget(parser.currentLocation().getByteOffset());
    }

    /** Where a value begins and ends in the file. */
    record Span(long start, long end) {
        /** Of the present value, which is walked over. */
        static Span of(JsonParser parser) {
            long first = parser.currentTokenLocation().getByteOffset();
            boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
            if (number) {
                // The parser has looked at what follows, to know where the number ends.
                return new Span(first, first + parser.getStringLength());
            }
            parser.skipChildren();
            parser.finishToken();
            return new Span(first, parser.currentLocation().getByteOffset());
        }

        long size() {
            return end - start;
        }
    }

    private void record() {
        line = parser.currentTokenLocation().getLineNr();
        tape.forget(parser.currentTokenLocation().getByteOffset());
        Span span = Span.of(parser);
        size = span.size();
        start = tape.start();
        end = tape.end(span.end());
    }

    /** Walks to the end of the document: what is wrong there puts all of it in doubt. */
    private void finish() {
        over = true;
        tape.forget(parser.currentLocation().getByteOffset());
        for (int depth = way.size(); depth > 0; depth--) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (name.equals(way.get(depth - 1))) {
                    throw here("has the key " + RawText.shown(name) + " twice, on the way to the records");
                }
                parser.nextToken();
                skip();
            }
        }
        if (parser.nextToken() != null) {
            throw here("goes on after its end, expected one JSON value; say jsonl for one on each line");
        }
    }

    private Failure here(String what) {
        return FileTrouble.damaged(
                file
                        + ':'
                        + parser.currentTokenLocation().getLineNr()
                        + ':'
                        + parser.currentTokenLocation().getColumnNr(),
                what);
    }

    /** What follows in a document that is none cannot be trusted. */
    static Failure broken(String file, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String place = at == null ? file : file + ':' + at.getLineNr() + ':' + at.getColumnNr();
        String what = e instanceof StreamConstraintsException
                ? "has a number, a key or a nesting beyond all measure"
                : "is not JSON: " + JsonDocument.said(e);
        return FileTrouble.damaged(
                place, what + "; what follows cannot be told from here: mend the file, or make it again");
    }

    @Override
    public byte[] data() {
        return tape.data();
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return whole() ? end : Math.min(end, start + Reject.RAW_BYTES_MAX);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean whole() {
        return tape.whole() && size <= bytesMax;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        parser.close();
        tape.close();
    }
}
