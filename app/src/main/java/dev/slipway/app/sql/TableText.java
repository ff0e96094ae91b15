package dev.slipway.app.sql;

/** Text in cells of a table: how wide it is, and how it is made to fit. */
final class TableText {
    private static final String CUT = "…";

    private TableText() {}

    /** Without what would move the cursor, or turn the order of letters round. */
    static String printable(String text) {
        StringBuilder printable = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (hidden(c)) {
                printable = printable == null ? new StringBuilder(text.substring(0, i)) : printable;
                printable.append('·');
            } else if (printable != null) {
                printable.appendCodePoint(c);
            }
            i = next;
        }
        return printable == null ? text : printable.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // Joiners are part of how some languages are written.
            case Character.FORMAT -> c != 0x200C && c != 0x200D;
            default -> false;
        };
    }

    /** How many places it takes in a terminal, as far as that can be known. */
    static int width(String text) {
        return text.codePoints().map(TableText::width).sum();
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = Character.isIdeographic(c)
                || c >= 0x1100 && c <= 0x115F
                || c >= 0x3040 && c <= 0x30FF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xFF01 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF;
        return wide ? 2 : 1;
    }

    /** As much of the beginning as fits, with a sign that it is not all. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = 0;
        int taken = 1;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (taken + width(c) > width) {
                break;
            }
            taken += width(c);
            end += Character.charCount(c);
        }
        return text.substring(0, end) + CUT;
    }
}
