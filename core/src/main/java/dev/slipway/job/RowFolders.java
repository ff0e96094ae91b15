package dev.slipway.job;

import dev.slipway.data.Batch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells the folder of each row, batch after batch. Not thread-safe. */
public final class RowFolders {
    /** Days and values that are remembered; with more of them, the folders have long become too many. */
    private static final int REMEMBERED_MAX = 20_000;

    private final Folders.ByRow folders;
    private final Collection<FolderColumn> deciding;
    private final Map<List<Long>, Integer> known = new HashMap<>();
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    public RowFolders(Folders.ByRow folders) {
        this.folders = folders;
        Map<Integer, FolderColumn> byPosition = new TreeMap<>();
        folders.columns().forEach(column -> byPosition.merge(column.position(), column, RowFolders::finer));
        deciding = byPosition.values();
    }

    /** Of two parts of one time, the one that tells more times apart. */
    private static FolderColumn finer(FolderColumn one, FolderColumn other) {
        return other instanceof FolderColumn.Time time && time.pattern().hours() ? other : one;
    }

    /** The number of each row's folder, counted from 0 as they come. */
    public int[] of(Batch batch) {
        List<long[]> buckets =
                deciding.stream().map(column -> buckets(column, batch)).toList();
        int[] found = new int[batch.rows()];
        for (int i = 0; i < found.length; i++) {
            found[i] = i > 0 && same(buckets, i) ? found[i - 1] : number(buckets, batch, i);
        }
        return found;
    }

    /** The folder that has a number. */
    public String name(int number) {
        return names.get(number);
    }

    private static boolean same(List<long[]> buckets, int row) {
        for (long[] bucket : buckets) {
            if (bucket[row] != bucket[row - 1]) {
                return false;
            }
        }
        return true;
    }

    private long[] buckets(FolderColumn column, Batch batch) {
        return switch (column) {
            case FolderColumn.Time time -> time.buckets(batch);
            case FolderColumn.Value value -> buckets(value, batch);
        };
    }

    private long[] buckets(FolderColumn.Value column, Batch batch) {
        long[] buckets = new long[batch.rows()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = i > 0 && column.same(batch, i, i - 1)
                    ? buckets[i - 1]
                    : values.computeIfAbsent(
                            column.text(batch, i).orElse(FolderText.NOTHING), text -> (long) values.size());
        }
        return buckets;
    }

    private int number(List<long[]> buckets, Batch batch, int row) {
        List<Long> key = new ArrayList<>();
        buckets.forEach(bucket -> key.add(bucket[row]));
        Integer number = known.get(key);
        if (number == null) {
            number = number(batch, row);
            if (known.size() < REMEMBERED_MAX) {
                known.put(key, number);
            }
        }
        return number;
    }

    private int number(Batch batch, int row) {
        Optional<String> without = folders.without();
        String name = FolderText.of(folders, batch, row, without.isPresent())
                .or(() -> without)
                .orElseThrow();
        return numbers.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }
}
