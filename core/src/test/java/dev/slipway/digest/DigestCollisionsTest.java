package dev.slipway.digest;

import static dev.slipway.digest.Digests.field;
import static dev.slipway.digest.Digests.row;
import static dev.slipway.digest.Digests.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.RowBatches;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many inputs that differ in little have digests that differ in each half: with this few inputs, a single collision of 64
 * bits would mean that something was lost on the way.
 */
final class DigestCollisionsTest {
    private static final Type INT64 = new Type.Int(64, true);

    @Test
    void smallNumbersInTwoColumns() {
        Table table = table(field("a", INT64), field("b", INT64));
        Halves halves = new Halves(table);
        for (long a = -150; a < 150; a++) {
            for (long b = -150; b < 150; b++) {
                halves.add(row(a, b));
            }
        }
        halves.add(row(null, null));

        halves.check();
    }

    @Test
    void numbersOfOneAndTwoBits() {
        Halves halves = new Halves(table(field("a", INT64)));
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                numbers.add(1L << i | 1L << j);
                numbers.add(~(1L << i | 1L << j));
            }
        }
        numbers.forEach(number -> halves.add(row(number)));

        halves.check();
    }

    @Test
    void shortTextsAndRunsOfOneByte() {
        Halves halves = new Halves(table(field("a", new Type.Text())));
        Set<String> texts = new HashSet<>(Set.of(""));
        for (int length = 1; length <= 7; length++) {
            Set<String> longer = new HashSet<>();
            texts.forEach(text -> "\0ab".chars().forEach(c -> longer.add(text + (char) c)));
            texts.addAll(longer);
        }
        for (int length = 0; length < 300; length++) {
            texts.add("\0".repeat(length));
            texts.add("a".repeat(length));
        }
        texts.forEach(text -> halves.add(row(text)));

        halves.check();
    }

    @Test
    void bytesThatDifferInOneBitOrInTheOrderOfTheirParts() {
        Halves halves = new Halves(table(field("a", new Type.Bytes())));
        for (int length = 1; length <= 70; length++) {
            byte[] bytes = new byte[length];
            for (int bit = 0; bit < length * 8; bit++) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                halves.add(row("\\x" + HexFormat.of().formatHex(bytes)));
                bytes[bit / 8] = 0;
            }
        }

        halves.check();
    }

    @Test
    void shortListsOfFewValues() {
        Halves halves = new Halves(table(field("a", new Type.ListOf(field("element", INT64)))));
        List<List<@Nullable Object>> lists = new ArrayList<>(List.of(List.of()));
        for (int at = 0; lists.get(at).size() < 7; at++) {
            for (Long value : new Long[] {null, 0L, 1L}) {
                List<@Nullable Object> longer = new ArrayList<>(lists.get(at));
                longer.add(value);
                lists.add(longer);
            }
        }
        lists.forEach(list -> halves.add(row(list)));

        halves.check();
    }

    @Test
    void sumsOfPairsOfRows() {
        Table table = table(field("a", INT64), field("b", INT64));
        List<Digest> rows = new ArrayList<>();
        for (long i = 0; i < 400; i++) {
            rows.add(Digests.of(table, row(i, i)));
        }
        Halves halves = new Halves(table);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j <= i; j++) {
                halves.add(rows.get(i).plus(rows.get(j)));
            }
        }

        halves.check();
    }

    /** The first product moves a difference in these bits into the top one, where a second product alone cannot spread it. */
    @Test
    void theSameFewBitsTurnedInTwoColumns() {
        Table table = table(field("a", INT64), field("b", INT64));
        long bits = 1L << 63 | 1L << 33 | 1L << 3;
        Halves halves = new Halves(table);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            long a = random.nextLong();
            long b = random.nextLong();
            halves.add(row(a, b));
            halves.add(row(a ^ bits, b ^ bits));
        }

        halves.check();
    }

    @Test
    void aBitOfAValueTurnsAboutHalfTheBitsOfItsDigest() {
        Table table = table(field("a", INT64), field("b", new Type.Text()));
        Digest base = Digests.of(table, row(0L, "text"));
        int[] turned = new int[64];
        Arrays.setAll(turned, bit -> {
            Digest other = Digests.of(table, row(1L << bit, "text"));
            return Long.bitCount(other.high() ^ base.high()) + Long.bitCount(other.low() ^ base.low());
        });

        assertThat(Arrays.stream(turned)).allMatch(bits -> bits > 36 && bits < 92);
        assertThat(Arrays.stream(turned).average().orElse(0)).isBetween(60.0, 68.0);
    }

    /** Collects the halves of digests apart. */
    private static final class Halves {
        private final Table table;
        private final Digester digester;
        private final Set<Long> high = new HashSet<>();
        private final Set<Long> low = new HashSet<>();
        private int count;

        Halves(Table table) {
            this.table = table;
            this.digester = new Digester(table.schema());
        }

        /** Adds the digest of one row alone. */
        void add(List<@Nullable Object> row) {
            Digest before = digester.digest();
            digester.add(RowBatches.tidy(table, List.of(row)));
            Digest after = digester.digest();
            long borrow = Long.compareUnsigned(after.low(), before.low()) < 0 ? 1 : 0;
            add(new Digest(1, after.high() - before.high() - borrow, after.low() - before.low()));
        }

        void add(Digest digest) {
            high.add(digest.high());
            low.add(digest.low());
            count++;
        }

        void check() {
            assertThat(count).isGreaterThan(1000);
            assertThat(high).hasSize(count);
            assertThat(low).hasSize(count);
        }
    }
}
