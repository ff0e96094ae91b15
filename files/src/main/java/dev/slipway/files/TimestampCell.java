package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.mapping.Form;
import dev.slipway.mapping.FormReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates with times of day as ISO 8601 and SQL spell them, by the form that mappings have for it. It counts in
 * microseconds; what a text says of nanoseconds is read here.
 */
final class TimestampCell implements Cell {
    private static final int LENGTH_MAX = 64;
    private static final Pattern PARTS =
            Pattern.compile("(.{10,12}?[Tt ][0-9:]{5,8})(?:[.,]([0-9]{1,9}))?([Zz]|[-+][0-9:]{2,9})?");

    private final Type.Timestamp type;
    private final Optional<ZoneId> zone;
    private final FormReader reader;

    TimestampCell(Type.Timestamp type, Optional<ZoneId> zone) {
        this.type = type;
        this.zone = zone;
        reader = new FormReader(new Form.Timestamp(type.utc(), true, OptionalInt.empty()));
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        long usual = UsualSpelling.moment(data, start, length, type);
        if (usual != UsualSpelling.NONE) {
            ((LongsBuilder) into).add(usual);
        } else {
            readOther(data, start, length, into);
        }
    }

    /** In any spelling. */
    void readOther(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        try {
            OptionalLong value = length > LENGTH_MAX ? OptionalLong.empty() : value(data, start, length);
            if (value.isPresent()) {
                ((LongsBuilder) into).add(value.getAsLong());
                return;
            }
        } catch (ArithmeticException e) {
            throw Unfit.because(RawText.shown(data, start, start + length) + " does not fit a count of "
                    + type.unit().name().toLowerCase(Locale.ROOT));
        }
        throw Unfit.because(RawText.shown(data, start, start + length) + " is not " + reader.expected());
    }

    private OptionalLong value(byte[] data, int start, int length) throws Unfit {
        Matcher parts = PARTS.matcher(new String(data, start, length, StandardCharsets.UTF_8).strip());
        if (!parts.matches() || !spells(parts.group(1) + zone(parts))) {
            return OptionalLong.empty();
        }
        String digits = parts.group(2) == null ? "" : parts.group(2);
        return OptionalLong.of(value((digits + "000000000").substring(0, 9)));
    }

    private boolean spells(String whole) {
        byte[] text = whole.getBytes(StandardCharsets.UTF_8);
        return reader.read(text, 0, text.length);
    }

    private long value(String fraction) {
        long perSecond = Times.perSecond(type.unit());
        long seconds = Math.floorDiv(reader.low(), 1_000_000L);
        long more = Times.in(Long.parseLong(fraction), 1_000_000_000L, perSecond);
        return Math.addExact(Math.multiplyExact(seconds, perSecond), more);
    }

    /** The zone that the text names, or the declared one at that time. */
    private String zone(Matcher parts) throws Unfit {
        String named = parts.group(3) == null ? "" : parts.group(3);
        if (!type.utc() || !named.isEmpty() || zone.isEmpty()) {
            return named;
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(parts.group(1).replace(' ', 'T').replace('t', 'T'));
        } catch (DateTimeException e) {
            return "";
        }
        List<ZoneOffset> offsets = zone.get().getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw Unfit.because(RawText.shown(parts.group()) + (offsets.isEmpty() ? " never was in " : " was twice in ")
                    + zone.get() + ": clocks were changed then");
        }
        return offsets.getFirst().getId();
    }
}
