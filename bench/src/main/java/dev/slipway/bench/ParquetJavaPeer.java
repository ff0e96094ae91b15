package dev.slipway.bench;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.Version;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * parquet-java writes what our decoder reads, each of two threads a file of its own: its writer is for one thread.
 * Its second page version writes smaller files for the same time; the first is its default.
 *
 * <p>Arguments: URL, table, folder.
 */
final class ParquetJavaPeer {
    /** Its default is 3; 1 is cheaper, and what Slipway uses. */
    static final int ZSTD_LEVEL = 1;

    private ParquetJavaPeer() {}

    public static void main(String[] arguments) throws Exception {
        try (Feed feed = Feed.open(arguments[0], arguments[1])) {
            List<Callable<Long>> writers = new ArrayList<>();
            for (int i = 0; i < Feed.STREAMS; i++) {
                OutputFile file = new LocalOutputFile(Path.of(arguments[2], "parquet-java-" + i + ".parquet"));
                Batches batches = feed.stream();
                writers.add(() -> write(new RowWriter(feed.table()), batches, file));
            }
            Parallel.run(writers);
            System.out.println("rows " + feed.rows());
        }
    }

    static String version() {
        return Version.VERSION_NUMBER;
    }

    private static long write(RowWriter rows, Batches batches, OutputFile file) throws IOException {
        ParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setInt("parquet.compression.codec.zstd.level", ZSTD_LEVEL);
        long written = 0;
        try (batches;
                ParquetWriter<RowWriter.Row> writer = new Builder(file, rows)
                        .withConf(configuration)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withDictionaryEncoding(true)
                        .build()) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                RowWriter.Row row = new RowWriter.Row(batch.columns());
                for (; row.index < batch.rows(); row.index++) {
                    writer.write(row);
                }
                written += batch.rows();
            }
        }
        return written;
    }

    private static final class Builder extends ParquetWriter.Builder<RowWriter.Row, Builder> {
        private final RowWriter rows;

        Builder(OutputFile file, RowWriter rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract there
        protected WriteSupport<RowWriter.Row> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<RowWriter.Row> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }
}
