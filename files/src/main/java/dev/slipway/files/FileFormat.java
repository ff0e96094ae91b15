package dev.slipway.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How files are written. */
public sealed interface FileFormat {
    /**
     * Values between delimiters.
     *
     * @param delimiter what stands between values
     * @param quote what stands around values; empty: nothing does
     * @param escape what stands before a quote within quotes; empty: the quote itself
     * @param header whether the first record names the columns
     * @param encoding the charset, by its IANA name
     * @param comment what begins a line that is no record; empty: nothing does
     * @param nulls texts that mean null in every column; without quotes around them
     * @param skip how many lines stand before the first record or header
     */
    record Csv(
            char delimiter,
            Optional<Character> quote,
            Optional<Character> escape,
            boolean header,
            String encoding,
            Optional<Character> comment,
            List<String> nulls,
            int skip)
            implements FileFormat {
        /** Commas, double quotes, a header, UTF-8; an empty value is null. */
        public static final Csv PLAIN =
                new Csv(',', Optional.of('"'), Optional.empty(), true, "UTF-8", Optional.empty(), List.of(""), 0);

        public Csv {
            nulls = List.copyOf(nulls);
        }

        /** The same from the first record on: nothing stands before it, and no line is a comment. */
        Csv records() {
            return new Csv(delimiter, quote, escape, false, encoding, Optional.empty(), nulls, 0);
        }
    }

    /**
     * One JSON document.
     *
     * @param rows the keys on the way to the array of records; empty: the document is that array
     * @param single whether what stands there is one record, and no array
     */
    record Json(List<String> rows, boolean single) implements FileFormat {
        /** An array of records. */
        public static final Json PLAIN = new Json(List.of(), false);

        public Json {
            rows = List.copyOf(rows);
        }
    }

    /** A JSON object on each line. */
    record JsonLines() implements FileFormat {}

    /**
     * A record on each line, in one of several forms: the first that fits counts.
     *
     * @param forms at least one
     */
    record Text(List<Form> forms) implements FileFormat {
        public Text {
            forms = List.copyOf(forms);
            if (forms.isEmpty()) {
                throw new IllegalArgumentException("text has at least one form");
            }
        }

        /**
         * One form of line.
         *
         * @param match a regular expression that fits the whole line, whose named groups are values; empty: the line is a
         *     JSON object
         * @param set values that lines of this form have without saying so, by the name of their column
         */
        public record Form(Optional<String> match, Map<String, String> set) {
            public Form {
                set = Map.copyOf(set);
            }
        }
    }
}
