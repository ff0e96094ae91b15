package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What stands for the missing value of a row: a {@link Fallback} of a column of a file. */
interface Stand {
    /** Adds a value; false, and nothing is added, when there is none. */
    boolean add(List<Column> all, int row, ColumnBuilder into);

    /** Those of a column. */
    static List<Stand> of(FileColumn column, FileRead file) {
        List<Stand> stands = new ArrayList<>();
        column.otherwise().forEach(fallback -> stands.add(of(fallback, column.type(), file)));
        return stands;
    }

    private static Stand of(Fallback fallback, Type type, FileRead file) {
        return switch (fallback) {
            case Fallback.Constant constant -> text(constant.text());
            case Fallback.FileName name -> text(file.fileName());
            case Fallback.Hash hash -> made(position(file, hash.column()), text -> Optional.of(OfText.hash(text)));
            case Fallback.Keyword keyword -> made(position(file, keyword.column()), OfText::keyword);
            case Fallback.Meaning meaning ->
                made(
                        position(file, meaning.column()),
                        text -> Optional.ofNullable(meaning.values().get(text)));
            case Fallback.Other other ->
                made(position(file, other.column()), text -> Optional.of(text)
                        .filter(found -> !other.known().contains(found)));
            case Fallback.FileDate date ->
                file.date().map(day -> day((int) day.toEpochDay())).orElse(NONE);
            case Fallback.FileModified modified ->
                file.modified().map(at -> modified(at, type)).orElse(NONE);
            case Fallback.DateOf date -> dateOf(file, position(file, date.column()));
        };
    }

    /** Nothing. */
    Stand NONE = (all, row, into) -> false;

    private static int position(FileRead file, String column) {
        List<FileColumn> columns = file.schema().columns();
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static Stand text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return (all, row, into) -> {
            ((BytesBuilder) into).add(utf8, 0, utf8.length);
            return true;
        };
    }

    private static Stand made(int position, Function<String, Optional<String>> of) {
        return (all, row, into) -> {
            Column.Bytes texts = (Column.Bytes) all.get(position);
            Optional<String> made = texts.validity().isNull(row)
                    ? Optional.empty()
                    : of.apply(new String(
                            texts.data(), texts.starts()[row], texts.lengths()[row], StandardCharsets.UTF_8));
            return made.isPresent() && text(made.get()).add(all, row, into);
        };
    }

    private static Stand day(int day) {
        return (all, row, into) -> {
            ((IntsBuilder) into).add(day);
            return true;
        };
    }

    private static Stand modified(Instant at, Type type) {
        if (type instanceof Type.Timestamp time) {
            long value = Times.of(at, time.unit());
            return (all, row, into) -> {
                ((LongsBuilder) into).add(value);
                return true;
            };
        }
        return day((int) at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay());
    }

    private static Stand dateOf(FileRead file, int position) {
        Type type = file.schema().columns().get(position).type();
        return (all, row, into) -> {
            Column times = all.get(position);
            if (times.validity().isNull(row)) {
                return false;
            }
            int day = type instanceof Type.Timestamp time
                    ? Math.toIntExact(Math.floorDiv(((Column.Longs) times).values()[row], Times.aDay(time.unit())))
                    : ((Column.Ints) times).values()[row];
            ((IntsBuilder) into).add(day);
            return true;
        };
    }

    /** What is made of texts. */
    final class OfText {
        private static final int HASH_DIGITS = 12;
        private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
        private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");

        private OfText() {}

        static String hash(String text) {
            String folded = SPACE.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
            return HexFormat.of()
                    .formatHex(Sha256.of(folded.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, HASH_DIGITS);
        }

        static Optional<String> keyword(String text) {
            Matcher word = WORD.matcher(text);
            return word.find() ? Optional.of(word.group().toUpperCase(Locale.ROOT)) : Optional.empty();
        }
    }
}
