package dev.slipway.digest;

import dev.slipway.data.Batch;
import dev.slipway.data.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the {@link Digest} of the rows it is shown. Column by column over a batch, then once over its rows. Depends on
 * names, types and values; not on the order of rows or columns, on field ids, or on how rows are grouped into batches.
 * Not thread-safe: one for each worker, their digests added.
 */
public final class Digester {
    private final List<Contributions> columns;
    private long[] first = new long[0];
    private long[] second = new long[0];
    private Digest digest = Digest.EMPTY;

    public Digester(Schema schema) {
        columns = schema.fields().stream()
                .map(field -> Contributions.of(field, Seed.ROOT))
                .toList();
    }

    /** Adds the rows of a batch of the schema that this was made for. */
    public void add(Batch batch) {
        int rows = batch.rows();
        if (first.length < rows) {
            first = new long[rows];
            second = new long[rows];
        }
        Arrays.fill(first, 0, rows, 0);
        Arrays.fill(second, 0, rows, 0);
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).add(batch.columns().get(c), rows, first, second);
        }
        digest = digest.plus(sum(rows));
    }

    /** The digest of all rows added so far. */
    public Digest digest() {
        return digest;
    }

    /** Without the non-linear step, values exchanged between rows would leave the sum as it is. */
    private Digest sum(int rows) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < rows; i++) {
            long a = first[i] + Mix.first(second[i] + Mix.K1);
            long b = second[i] ^ Mix.second(a + Mix.K2);
            a += Mix.first(b + Mix.K3);
            low += b;
            high += a + (Long.compareUnsigned(low, b) < 0 ? 1 : 0);
        }
        return new Digest(rows, high, low);
    }
}
