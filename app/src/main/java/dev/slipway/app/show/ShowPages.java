package dev.slipway.app.show;

import dev.slipway.Failure;
import dev.slipway.app.console.Grid;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.IndexedPage;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** The pages of one column, from its indexes. */
final class ShowPages {
    private final PrintWriter out;
    private final ParquetFile file;
    private final boolean json;

    ShowPages(PrintWriter out, ParquetFile file, boolean json) {
        this.out = out;
        this.file = file;
        this.json = json;
    }

    void print(String column) {
        for (RowGroup group : file.rowGroups()) {
            int leaf = IntStream.range(0, group.chunks().size())
                    .filter(i -> group.chunks().get(i).name().equals(column))
                    .findFirst()
                    .orElseThrow(() -> unknown(column, group));
            print(group.ordinal(), file.pages(group.ordinal(), leaf));
        }
    }

    private static Failure unknown(String column, RowGroup group) {
        List<String> names = group.chunks().stream().map(Chunk::name).toList();
        return new Failure(
                Failure.Kind.CONFIG, "no column \"" + column + "\"; the file has " + String.join(", ", names));
    }

    private void print(int group, List<IndexedPage> pages) {
        if (json) {
            pages.forEach(page -> new JsonEvents(out).write(ShowJson.page(group, page)));
            return;
        }
        out.println("Pages of row group " + group + (pages.isEmpty() ? ": no index says" : ""));
        Grid grid = new Grid("rrrrll");
        grid.add("offset", "bytes", "first row", "nulls", "min", "max");
        for (IndexedPage page : pages) {
            grid.add(
                    Words.count(page.offset()),
                    Words.count(page.bytes()),
                    Words.count(page.firstRow()),
                    page.nulls().isEmpty() ? "?" : Words.count(page.nulls().getAsLong()),
                    page.min().orElse("-"),
                    page.max().orElse("-"));
        }
        grid.print(out);
    }
}
