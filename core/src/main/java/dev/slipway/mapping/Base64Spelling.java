package dev.slipway.mapping;

import java.util.Base64;
import java.util.Optional;

/** The exact spelling of bytes that are spelt in some other way. */
final class Base64Spelling {
    private Base64Spelling() {}

    static Optional<String> of(String text, boolean url) {
        try {
            byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text.strip());
            return Optional.of(
                    (url ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder()).encodeToString(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
