package dev.slipway.files;

/** The ids of units: the table, the file, and the beginning of the fingerprint: one that changed is another unit. */
final class UnitIds {
    /** Hexadecimal, of a fingerprint. */
    private static final int MARK_DIGITS = 12;

    private UnitIds() {}

    static String of(String file, String fingerprint) {
        return file + '#' + fingerprint.substring(0, MARK_DIGITS);
    }

    /** The table and the file, whatever the file held. */
    static String file(String id) {
        int mark = id.lastIndexOf('#');
        return mark < 0 ? id : id.substring(0, mark);
    }
}
