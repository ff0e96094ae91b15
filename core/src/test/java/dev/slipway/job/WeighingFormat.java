package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Table;
import dev.slipway.format.FileWriter;
import dev.slipway.format.Format;
import dev.slipway.store.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another format, which notes how many files are open at once and what they hold. For one worker. */
final class WeighingFormat implements Format {
    private final Format format;
    private final List<FileWriter> open = new ArrayList<>();
    private long heldMost;
    private int openMost;

    WeighingFormat(Format format) {
        this.format = format;
    }

    long heldMost() {
        return heldMost;
    }

    int openMost() {
        return openMost;
    }

    private void weigh() {
        heldMost = Math.max(
                heldMost, open.stream().mapToLong(FileWriter::bytesHeld).sum());
        openMost = Math.max(openMost, open.size());
    }

    @Override
    public String extension() {
        return format.extension();
    }

    @Override
    public String settings() {
        return format.settings();
    }

    @Override
    public void check(Table table) {
        format.check(table);
    }

    @Override
    public FileWriter create(Table table, Sink sink) {
        FileWriter writer = format.create(table, sink);
        FileWriter weighed = new FileWriter() {
            @Override
            public int rowsWanted() {
                return writer.rowsWanted();
            }

            @Override
            public void write(Batch batch) {
                writer.write(batch);
                weigh();
            }

            @Override
            public long bytes() {
                return writer.bytes();
            }

            @Override
            public long bytesHeld() {
                return writer.bytesHeld();
            }

            @Override
            public void finish(Map<String, String> metadata) {
                writer.finish(metadata);
            }

            @Override
            public void close() {
                writer.close();
                open.remove(this);
            }
        };
        open.add(weighed);
        return weighed;
    }
}
