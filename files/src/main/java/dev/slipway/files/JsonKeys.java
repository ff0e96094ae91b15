package dev.slipway.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/**
 * Reads the keys of an object into columns. A column that is found in one place, which no other wants, is read as it passes
 * by; of any other the place is noted, and it is read when the object has ended.
 */
final class JsonKeys {
    private final List<JsonValue> values = new ArrayList<>();
    private final List<List<Spot>> spots = new ArrayList<>();
    private final KeyTree tree = new KeyTree();
    private final boolean ignoresUnknown;
    private final boolean[] given;
    private long objects;

    /** {@code outside}: what the file holds for all of its records. */
    JsonKeys(List<FileColumn> columns, boolean ignoresUnknown, Map<List<String>, byte[]> outside) {
        this.ignoresUnknown = ignoresUnknown;
        for (FileColumn column : columns) {
            List<Spot> found = new ArrayList<>();
            for (Source source : column.sources()) {
                found.add(spot(source, values.size(), outside));
            }
            values.add(JsonValue.of(column, ignoresUnknown));
            spots.add(found);
        }
        given = new boolean[columns.size()];
    }

    private Spot spot(Source source, int column, Map<List<String>, byte[]> outside) {
        return switch (source) {
            case Source.Whole whole -> tree.want(new Spot(column, null));
            case Source.Inside inside -> tree.at(inside.steps()).want(new Spot(column, null));
            case Source.Outside elsewhere -> new Spot(column, outside.get(elsewhere.steps()));
        };
    }

    /** A key in UTF-8, which half a character has no place in. */
    static byte[] utf8(String key) throws Unfit {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
            return Arrays.copyOf(utf8.array(), utf8.limit());
        } catch (CharacterCodingException e) {
            throw Unfit.because("has half a character in a key (an escaped surrogate), which no text can");
        }
    }

    /** Reads the object that begins with the present token; adds one value to each of {@code into}. */
    void read(JsonDocument document, List<ColumnBuilder> into) throws Unfit {
        objects++;
        spots.forEach(all -> all.forEach(Spot::clear));
        Arrays.fill(given, false);
        int start = document.tokenStart();
        members(tree, document, into);
        for (Spot spot : tree.wanted) {
            spot.found(start, document.position());
        }
        for (int i = 0; i < given.length; i++) {
            if (!given[i]) {
                noted(i, document, into.get(i));
            }
        }
    }

    private void members(KeyTree place, JsonDocument document, List<ColumnBuilder> into) throws Unfit {
        while (document.parser.nextToken() != JsonToken.END_OBJECT) {
            String key = document.parser.currentName();
            document.parser.nextToken();
            KeyTree member = place.member(key);
            if (member == null) {
                // Where all of the object is kept, too, nothing of it is lost.
                if (!ignoresUnknown && place.wanted.isEmpty()) {
                    throw Unfit.because("has an unknown key " + RawText.shown(place.path(key)));
                }
                document.parser.skipChildren();
            } else if (!member.first(objects)) {
                throw Unfit.because("has the key " + RawText.shown(place.path(key)) + " twice");
            } else {
                member(member, document, into);
            }
        }
    }

    private void member(KeyTree place, JsonDocument document, List<ColumnBuilder> into) throws Unfit {
        if (place.wanted.isEmpty()) {
            if (document.parser.currentToken() == JsonToken.START_OBJECT) {
                members(place, document, into);
            } else {
                within(place, document);
            }
            return;
        }
        int column = place.wanted.getFirst().column;
        if (place.wanted.size() == 1 && spots.get(column).size() == 1 && !place.hasMembers()) {
            given[column] = true;
            values.get(column).read(document, into.get(column));
        } else {
            note(place, document, into);
        }
    }

    /** Something stands where an object was to be found: null has no members, anything else would be lost. */
    private void within(KeyTree place, JsonDocument document) throws Unfit {
        boolean none = document.parser.currentToken() == JsonToken.VALUE_NULL;
        if (!none && !ignoresUnknown) {
            throw Unfit.because("is " + JsonValue.kind(document) + ", expected an object with "
                            + String.join(", ", place.names()))
                    .in(place.path());
        }
        document.parser.skipChildren();
    }

    /** Notes where the value is; what is within it and wanted by itself is found by looking at it once more. */
    private void note(KeyTree place, JsonDocument document, List<ColumnBuilder> into) throws Unfit {
        JsonToken token = document.parser.currentToken();
        int start = document.tokenStart();
        int end = document.valueEnd();
        for (Spot spot : place.wanted) {
            if (token != JsonToken.VALUE_NULL) {
                spot.found(start, end);
            }
        }
        if (place.hasMembers() && token == JsonToken.START_OBJECT) {
            try (JsonDocument again = new JsonDocument(document.data, start, end)) {
                again.parser.nextToken();
                members(place, again, into);
            }
        }
    }

    private void noted(int column, JsonDocument document, ColumnBuilder into) throws Unfit {
        JsonValue value = values.get(column);
        for (Spot spot : spots.get(column)) {
            try (JsonDocument again = spot.value(document.data)) {
                if (again == null) {
                    continue;
                }
                again.parser.nextToken();
                if (!value.isNull(again)) {
                    value.read(again, into);
                    return;
                }
            }
        }
        value.absent(into);
    }
}
