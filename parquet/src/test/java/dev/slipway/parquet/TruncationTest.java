package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TruncationTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Bounds of(byte[] value, boolean utf8) {
        Bounds bounds = Truncation.bounds(value, value, utf8, 8);
        if (bounds == null) {
            throw new AssertionError("no bounds");
        }
        return bounds;
    }

    @Test
    void shortValuesStayAsTheyAre() {
        Bounds bounds = of(utf8("12345678"), true);
        assertThat(bounds.min()).isEqualTo(utf8("12345678"));
        assertThat(bounds.max()).isEqualTo(utf8("12345678"));
        assertThat(bounds.minExact()).isTrue();
        assertThat(bounds.maxExact()).isTrue();
    }

    @Test
    void aLongMaximumEndsInACharacterRaisedByOne() {
        Bounds bounds = of(utf8("123456789"), true);
        assertThat(bounds.min()).isEqualTo(utf8("12345678"));
        assertThat(bounds.max()).isEqualTo(utf8("12345679"));
        assertThat(bounds.minExact()).isFalse();
        assertThat(bounds.maxExact()).isFalse();
    }

    @Test
    void textIsCutBetweenCharacters() {
        Bounds bounds = of(utf8("1234567€"), true);
        assertThat(bounds.min()).isEqualTo(utf8("1234567"));
        assertThat(bounds.max()).isEqualTo(utf8("1234568"));
    }

    @Test
    void charactersThatCannotBeRaisedWithinTheirLengthAreLeftOut() {
        // The last character of one, two, three and four bytes.
        for (String last : new String[] {"\u007f", "\u07ff", "\uffff", "\udbff\udfff"}) {
            assertThat(of(utf8("a" + last.repeat(9)), true).max()).isEqualTo(utf8("b"));
        }
        assertThat(of(utf8("123\ud7ff\ud7ff"), true).max()).isEqualTo(utf8("123\ue000"));
    }

    @Test
    void bytesOf255AreLeftOutAndAMaximumOfNothingElseIsKeptWhole() {
        byte[] value = new byte[20];
        Arrays.fill(value, (byte) -1);
        assertThat(of(value, false).max()).isEqualTo(value);
        assertThat(of(value, false).maxExact()).isTrue();
        value[2] = 7;
        assertThat(of(value, false).max()).isEqualTo(new byte[] {-1, -1, 8});
        byte[] huge = new byte[5000];
        Arrays.fill(huge, (byte) -1);
        assertThat(Truncation.bounds(huge, huge, false, 8)).isNull();
    }

    @Test
    void randomBoundsEncloseTheirValueAndStayText() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(8);
            for (int c = 0; c < length; c++) {
                int[] tops = {0x80, 0x800, 0x10000, 0x110000};
                int codePoint = random.nextBoolean()
                        ? tops[random.nextInt(4)] - 1 - random.nextInt(2)
                        : random.nextInt(tops[random.nextInt(4)]);
                boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
                text.appendCodePoint(surrogate ? 'x' : codePoint);
            }
            byte[] value = utf8(text.toString());
            Bounds bounds = of(value, true);
            assertThat(Order.LEXICAL.compare(bounds.min(), value))
                    .as("%s", text)
                    .isLessThanOrEqualTo(0);
            assertThat(Order.LEXICAL.compare(bounds.max(), value))
                    .as("%s", text)
                    .isGreaterThanOrEqualTo(0);
            assertThatNoException().isThrownBy(() -> {
                decode(bounds.min());
                decode(bounds.max());
            });
        }
    }

    private static void decode(byte[] bytes) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    }
}
