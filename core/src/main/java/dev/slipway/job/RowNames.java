package dev.slipway.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** How a row's time and id look in a file's name. The one definition, for writing names and for checking them. */
public final class RowNames {
    private static final int ID_CHARS = 8;

    private RowNames() {}

    /** Seconds since 1970-01-01T00:00:00Z as {@code YYYYMMDDTHHMMSSZ}; zeros outside the years 1 to 9999. */
    public static String time(long epochSecond) {
        if (!hasTime(epochSecond)) {
            return FileName.RowName.NONE.time();
        }
        OffsetDateTime time = Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%04d%02d%02dT%02d%02d%02dZ",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    /** Whether names can tell it: years 1 to 9999. */
    static boolean hasTime(long epochSecond) {
        return epochSecond >= -62_135_596_800L && epochSecond < 253_402_300_800L;
    }

    /** The first 8 characters of a text id; what is not base64url becomes {@code -}, and so does what is missing. */
    public static String id(String text) {
        StringBuilder id = new StringBuilder(ID_CHARS);
        for (int i = 0; i < text.length() && id.length() < ID_CHARS; i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            id.append(c < 128 && (Character.isLetterOrDigit(c) || c == '_') ? c : '-');
        }
        return id.append("-".repeat(ID_CHARS - id.length())).toString();
    }

    /** The first 8 characters of a binary id in base64url without padding (RFC 4648, section 5). */
    public static String id(byte[] bytes) {
        byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 6));
        return id(new String(Base64.getUrlEncoder().withoutPadding().encode(start), StandardCharsets.US_ASCII));
    }
}
