package dev.slipway.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * What a JSON file holds once for all of its records. It may stand behind them, so the file is walked over once before they
 * are read.
 */
final class OutsideValues {
    private final ReadSettings settings;
    private final ByteTape tape;
    private final String file;
    private final KeyTree tree = new KeyTree();
    private final Map<String, List<String>> stepsOf = new HashMap<>();
    private final Map<List<String>, byte[]> values = new HashMap<>();

    private OutsideValues(FileInput file, ReadSettings settings) {
        this.file = file.name();
        this.settings = settings;
        tape = new ByteTape(Utf8File.open(file), settings.recordBytesMax());
    }

    /** The values that the columns want, by the keys on the way to them; none of what is not there. */
    static Map<List<String>, byte[]> of(FileInput file, FileSchema schema, ReadSettings settings) {
        List<List<String>> wanted = schema.columns().stream()
                .flatMap(column -> column.sources().stream())
                .flatMap(source ->
                        source instanceof Source.Outside outside ? Stream.of(outside.steps()) : Stream.empty())
                .distinct()
                .toList();
        return wanted.isEmpty() ? Map.of() : new OutsideValues(file, settings).read(wanted);
    }

    private Map<List<String>, byte[]> read(List<List<String>> wanted) {
        for (List<String> steps : wanted) {
            KeyTree place = tree.at(steps);
            place.want(new Spot(0, null));
            stepsOf.put(place.path(), steps);
        }
        try (tape;
                JsonParser parser = JsonRecords.FACTORY.createParser(ObjectReadContext.empty(), tape)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members(parser, tree);
            }
            return values;
        } catch (JacksonIOException e) {
            throw FileTrouble.unread(file, new IOException(e.getOriginalMessage(), e));
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        } catch (JacksonException e) {
            throw JsonRecords.broken(file, e);
        }
    }

    private void members(JsonParser parser, KeyTree place) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            KeyTree member = place.member(parser.currentName());
            parser.nextToken();
            tape.forget(parser.currentTokenLocation().getByteOffset());
            if (member == null) {
                parser.skipChildren();
                parser.finishToken();
            } else if (!member.first(1)) {
                throw FileTrouble.damaged(file, "has the key " + RawText.shown(member.path()) + " twice");
            } else if (member.wanted.isEmpty() && parser.currentToken() == JsonToken.START_OBJECT) {
                members(parser, member);
            } else {
                value(parser, member);
            }
        }
    }

    private void value(JsonParser parser, KeyTree place) {
        JsonRecords.Span span = JsonRecords.Span.of(parser);
        if (!tape.whole() || span.size() > settings.recordBytesMax()) {
            throw FileTrouble.damaged(
                    file,
                    RawText.shown(place.path()) + " has " + span.size() + " bytes, more than the "
                            + settings.recordBytesMax() + " that a record may have");
        }
        List<String> steps = stepsOf.get(place.path());
        if (steps != null) {
            values.put(steps, Arrays.copyOfRange(tape.data(), tape.start(), tape.end(span.end())));
        }
    }
}
