package dev.slipway.mapping;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.RowBatches;
import dev.slipway.digest.Digester;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What the shipped mapping costs, for a look by hand and not for the build: a few batches, mapped again and again. Beside it
 * stands what the digest of the rows costs, which every export takes.
 */
final class MappingSpeed {
    private static final int ROWS = 8192;
    private static final int ROUNDS = 12;
    private static final int PASSES = 400;

    private MappingSpeed() {}

    public static void main(String[] arguments) {
        Mapping mapping = SeedTable.mapping();
        List<Batch> batches = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 4; i++) {
            batches.add(RowBatches.tidy(SeedTable.TABLE, SeedTable.rows(ROWS, random)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            Again again = new Again(batches);
            report("mapping", time(mapping.bind(SeedTable.TABLE).apply(again), null));
        }
        for (int round = 0; round < ROUNDS / 3; round++) {
            report("digest of the source", time(new Again(batches), new Digester(SeedTable.TABLE.schema())));
        }
    }

    private static double time(Batches batches, @Nullable Digester digester) {
        long begin = System.nanoTime();
        long rows = 0;
        for (Batch batch = batches.next(ROWS); batch != null; batch = batches.next(ROWS)) {
            rows += batch.rows();
            if (digester != null) {
                digester.add(batch);
            }
        }
        return (double) (System.nanoTime() - begin) / rows;
    }

    private static void report(String what, double nanos) {
        // Whoever runs this by hand looks at the console.
        System.out.println(String.format(Locale.ROOT, "%s: %.1f ns for each row", what, nanos));
    }

    /** The same batches over and over. */
    private static final class Again implements Batches {
        private final List<Batch> batches;
        private int given;

        Again(List<Batch> batches) {
            this.batches = batches;
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            return given == PASSES ? null : batches.get(given++ % batches.size());
        }

        @Override
        public void close() {}
    }
}
