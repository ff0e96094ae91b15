package dev.slipway.store;

import dev.slipway.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a sealed file of a spool, in a line each.
 *
 * @param bytes its size
 * @param sha256 of its bytes as they were written, in lower-case hexadecimal
 * @param sent where the same bytes stand staged behind the spool, once they do
 */
record SpoolNote(long bytes, String sha256, Optional<Sealed> sent) {
    private static final String FORM = "slipway spool 1";

    SpoolNote withSent(Sealed there) {
        return new SpoolNote(bytes, sha256, Optional.of(there));
    }

    byte[] text() {
        String lines = FORM + '\n' + bytes + '\n' + sha256 + '\n';
        String more = sent.map(there -> there.blob().key() + '\n' + there.blob().version() + '\n')
                .orElse("");
        return (lines + more).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Failure CORRUPT when it is none; {@code where} is for the message */
    static SpoolNote read(byte[] text, String where) {
        List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
        try {
            if ((lines.size() == 3 || lines.size() == 5) && lines.getFirst().equals(FORM)) {
                long bytes = Long.parseLong(lines.get(1));
                Optional<Sealed> sent = lines.size() == 3
                        ? Optional.empty()
                        : Optional.of(new Sealed(new Blob(lines.get(3), bytes, lines.get(4))));
                return new SpoolNote(bytes, lines.get(2), sent);
            }
        } catch (NumberFormatException e) {
            // It is none either.
        }
        throw new Failure(
                Failure.Kind.CORRUPT,
                where
                        + " is no note of a spool that this version writes; move it away, and what it is about is exported"
                        + " anew");
    }
}
