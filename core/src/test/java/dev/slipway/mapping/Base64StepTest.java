package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are decoded from the one text that encodes them; another one only when the mapping says so. */
final class Base64StepTest {
    @Test
    void bytesOfAnyLengthAreDecoded() {
        Random random = new Random(7);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String hex = "\\x" + HexFormat.of().formatHex(bytes);

            assertThat(Mapped.text("decode: base64url")
                            .values(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), null))
                    .containsExactly(hex, null);
            assertThat(Mapped.text("decode: base64")
                            .values(null, Base64.getEncoder().encodeToString(bytes)))
                    .containsExactly(null, hex);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "AA AA",
                "A+AA",
                "A/AA",
                "AA=A",
                "=",
                "====",
                "A===",
                "é",
                "AAAAAAAé",
                "AAA\0",
                "日本語",
                "AAAAAAA~AAAAAAAA",
                "AAAAAAAAA"
            })
    void whatIsNoBase64UrlIsRefusedHoweverItIsRead(String text) {
        assertThat(Mapped.text("decode: base64url").refusal(text)).contains("is not base64url without padding");
        assertThat(Mapped.text("decode: base64url, exact: false").refusal(text)).contains("is not base64url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AA=", "AA", "A-A=", "A_A=", "AA==AA==", "AAAA====", "=AAA", "AAAAA===", "AA =="})
    void whatIsNoPaddedBase64IsRefused(String text) {
        assertThat(Mapped.text("decode: base64").refusal(text))
                .containsAnyOf("is not base64 with padding", "would come back as");
    }

    @ParameterizedTest
    @CsvSource({
        "base64url, AA==, AA, 00",
        "base64url, AB, AA, 00",
        "base64url, AAB, AAA, 0000",
        "base64url, AAAAAAAAAAB, AAAAAAAAAAA, 0000000000000000",
        "base64, AA, AA==, 00",
        "base64, AB==, AA==, 00",
        "base64, ' AAAA', AAAA, 000000"
    })
    void otherSpellingsAreTakenWhenTheMappingSaysSo(String alphabet, String text, String exact, String hex) {
        assertThat(Mapped.text("decode: " + alphabet).refusal(text))
                .contains("would come back as \"" + exact + "\"; say exact: false");
        assertThat(Mapped.text("decode: " + alphabet + ", exact: false").values(text, exact, text))
                .containsExactly("\\x" + hex, "\\x" + hex, "\\x" + hex);
    }

    @Test
    void everyCharacterIsLookedAt() {
        String text = "A".repeat(43);
        for (int i = 0; i < text.length(); i++) {
            for (String wrong : List.of("=", "+", "@", "[", "`", "{", "\u007f", "\0", "\u0080")) {
                String changed = text.substring(0, i) + wrong + text.substring(i + 1);
                assertThat(Mapped.text("decode: base64url").refusal(changed)).contains("is not base64url");
            }
        }
    }

    @Test
    void hugeTextsAreDecoded() {
        String text = "-_8A".repeat(500_000);

        assertThat(Mapped.text("decode: base64url").values("", text, "AA"))
                .containsExactly("\\x", "\\x" + "fbff00".repeat(500_000), "\\x00");
        assertThat(Mapped.text("decode: base64url, exact: false").values(text + "AA=="))
                .containsExactly("\\x" + "fbff00".repeat(500_000) + "00");
    }

    @Test
    void listsAreSplitAndTheirElementsDecoded() {
        Mapped mapped = Mapped.text("split: ',', decode: base64url");

        assertThat(mapped.values("", "AA", "AA,__8", null, "AA,,AA"))
                .containsExactly(
                        List.of(),
                        List.of("\\x00"),
                        List.of("\\x00", "\\xffff"),
                        null,
                        List.of("\\x00", "\\x", "\\x00"));
        assertThat(mapped.refusal(" ")).contains("\" \" would come back as \"\"");
        assertThat(mapped.refusal("AA,AB")).contains("\"AB\" would come back as \"AA\"");
    }
}
