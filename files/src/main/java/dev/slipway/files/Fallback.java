package dev.slipway.files;

import dev.slipway.data.Type;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in a column where a record has no value for it. */
public sealed interface Fallback {
    /** The same text for every row. */
    record Constant(String text) implements Fallback {}

    /** The first 12 hexadecimal digits of the SHA-256 of a text in lower case, its white space folded to single spaces. */
    record Hash(String column) implements Fallback {}

    /** The first word of a text, in upper case. */
    record Keyword(String column) implements Fallback {}

    /** What a text of another column stands for; nothing, if it is none of these. */
    record Meaning(String column, SortedMap<String, String> values) implements Fallback {
        public Meaning {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** A text of another column, if it is none of these. */
    record Other(String column, List<String> known) implements Fallback {
        public Other {
            known = List.copyOf(known);
        }
    }

    /** The date of a time, in UTC where that has a zone. */
    record DateOf(String column) implements Fallback {}

    /** The date that the file is of. */
    record FileDate() implements Fallback {}

    /** When the file was changed last; its date in UTC, if the column is one. */
    record FileModified() implements Fallback {}

    /** The name of the file, without its folder. */
    record FileName() implements Fallback {}

    /** The column that it is made of, if it is. */
    default Optional<String> madeOf() {
        return switch (this) {
            case Hash hash -> Optional.of(hash.column);
            case Keyword keyword -> Optional.of(keyword.column);
            case DateOf date -> Optional.of(date.column);
            case Meaning meaning -> Optional.of(meaning.column);
            case Other other -> Optional.of(other.column);
            case Constant constant -> Optional.empty();
            case FileDate date -> Optional.empty();
            case FileModified modified -> Optional.empty();
            case FileName name -> Optional.empty();
        };
    }

    /** Whether a column of this type can have it. */
    default boolean makes(Type type) {
        return switch (this) {
            case Constant constant -> type instanceof Type.Text;
            case Hash hash -> type instanceof Type.Text;
            case Keyword keyword -> type instanceof Type.Text;
            case FileName name -> type instanceof Type.Text;
            case Meaning meaning -> type instanceof Type.Text;
            case Other other -> type instanceof Type.Text;
            case DateOf date -> type instanceof Type.Date;
            case FileDate date -> type instanceof Type.Date;
            case FileModified modified ->
                type instanceof Type.Date || type instanceof Type.Timestamp time && time.utc();
        };
    }

    /** Whether it can be made of a column of this type. */
    default boolean takes(Type type) {
        return switch (this) {
            case Hash hash -> type instanceof Type.Text;
            case Keyword keyword -> type instanceof Type.Text;
            case Meaning meaning -> type instanceof Type.Text;
            case Other other -> type instanceof Type.Text;
            case DateOf date -> type instanceof Type.Date || type instanceof Type.Timestamp;
            case Constant constant -> false;
            case FileDate date -> false;
            case FileModified modified -> false;
            case FileName name -> false;
        };
    }
}
