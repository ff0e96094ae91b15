package dev.slipway.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for the names of folders: {@code {table}}, {@code {schema}}, {@code {date:yyyy}}, {@code {column}} and
 * {@code {column:yyyy}} between letters that stand for themselves.
 *
 * @param folders one below the other; each a row of pieces
 */
record LayoutPattern(String text, List<List<Piece>> folders) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.=+,@-]+");
    private static final Pattern PIECE =
            Pattern.compile("\\{(?:\"((?:[^\"]|\"\")+)\"|([^\"{}:/]+))(?::([^{}/]*))?}|([^{}]+)|(.)", Pattern.DOTALL);

    /** Years, months, and halves of months. */
    static final LayoutPattern HIVE_DATE = parse("year={date:yyyy}/month={date:MM}/half={date:half}");

    /** What a folder's name is made of. */
    sealed interface Piece {
        /** Letters that stand for themselves. */
        record Plain(String text) implements Piece {}

        /** The name of the table, or of its schema. */
        record Name(boolean schema) implements Piece {}

        /** A part of a time: of this column, or of the one that the layout goes by. */
        record Time(Optional<String> column, TimePattern pattern) implements Piece {}

        /** A value as it is. */
        record Value(String column) implements Piece {}
    }

    /** @throws IllegalArgumentException when it is none, saying where and why */
    static LayoutPattern parse(String text) {
        List<List<Piece>> folders = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(5) != null) {
                throw wrong(text, matcher.start(), "\"" + matcher.group(5) + "\" opens or closes nothing");
            }
            if (matcher.group(4) == null) {
                folders.getLast().add(piece(text, matcher));
            } else {
                plain(text, matcher, folders);
            }
        }
        if (folders.stream().flatMap(List::stream).allMatch(Piece.Plain.class::isInstance)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no layout; expected by-partition, flat, hive-date or a"
                            + " pattern such as year={date:yyyy}/month={date:MM}");
        }
        return new LayoutPattern(text, List.copyOf(folders));
    }

    private static void plain(String text, Matcher matcher, List<List<Piece>> folders) {
        int at = matcher.start();
        boolean first = true;
        for (String part : matcher.group(4).split("/", -1)) {
            if (!first) {
                folders.add(new ArrayList<>());
            }
            first = false;
            if (!part.isEmpty()) {
                if (!PLAIN.matcher(part).matches()) {
                    throw wrong(
                            text, at, "\"" + part + "\" has other characters than letters, digits and _ . = + , @ -");
                }
                folders.getLast().add(new Piece.Plain(part));
            }
            at += part.length() + 1;
        }
    }

    private static Piece piece(String text, Matcher matcher) {
        Optional<String> form = Optional.ofNullable(matcher.group(3));
        if (matcher.group(1) != null) {
            return column(text, matcher, matcher.group(1).replace("\"\"", "\""), form);
        }
        String word = matcher.group(2);
        return switch (word) {
            case "table", "schema" -> {
                if (form.isPresent()) {
                    throw wrong(
                            text,
                            matcher.start(),
                            "{" + word + "} takes no form; a column of that name is {\"" + word + "\":" + form.get()
                                    + "}");
                }
                yield new Piece.Name(word.equals("schema"));
            }
            case "date" ->
                new Piece.Time(
                        Optional.empty(),
                        time(
                                text,
                                matcher,
                                form.orElseThrow(() -> wrong(
                                        text,
                                        matcher.start(),
                                        "{date} says no form, such as"
                                                + " {date:yyyy}; a column of that name is {\"date\"}"))));
            default -> column(text, matcher, word, form);
        };
    }

    private static Piece column(String text, Matcher matcher, String name, Optional<String> form) {
        return form.<Piece>map(found -> new Piece.Time(Optional.of(name), time(text, matcher, found)))
                .orElseGet(() -> new Piece.Value(name));
    }

    private static TimePattern time(String text, Matcher matcher, String form) {
        return TimePattern.parse(form)
                .orElseThrow(
                        () -> wrong(
                                text,
                                matcher.start(),
                                "\"" + form
                                        + "\" is no form of a date: it is made of yyyy, MM, dd, HH, half and characters between them"));
    }

    private static IllegalArgumentException wrong(String text, int at, String what) {
        return new IllegalArgumentException(
                "the layout \"" + text + "\" is wrong at character " + (at + 1) + ": " + what);
    }

    /** Why no files can stand there, if so. */
    Optional<String> refusal(boolean byColumn) {
        for (List<Piece> folder : folders) {
            if (folder.isEmpty()) {
                return Optional.of(
                        "the layout \"" + text + "\" has a folder without a name: parts are separated by single"
                                + " slashes, and none is at the beginning or the end");
            }
            String start = folder.getFirst() instanceof Piece.Plain plain ? plain.text() : "";
            if (start.startsWith(".") || start.startsWith("_")) {
                return Optional.of("the layout \"" + text + "\" has a folder \"" + start
                        + "…\": what begins with . or _ is hidden from readers, or leads elsewhere");
            }
        }
        boolean dated = pieces().stream()
                .anyMatch(piece ->
                        piece instanceof Piece.Time time && time.column().isEmpty());
        return byColumn && !dated
                ? Optional.of("the layout \"" + text + "\" has no {date:…}, so no column can be said for it")
                : Optional.empty();
    }

    List<Piece> pieces() {
        return folders.stream().flatMap(List::stream).toList();
    }
}
