package dev.slipway.parquet;

import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.format.SchemaJson;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;

/**
 * The schema of a file that is read.
 *
 * @param recorded whether the table is what Slipway recorded, rather than derived from the file's schema
 */
record FileSchema(Table table, boolean recorded, List<FileLeaf> leaves) {
    static FileSchema of(FileMetaData footer, Ranges ranges) {
        SchemaReader reader = new SchemaReader(footer.getSchema(), ranges);
        Optional<Table> own = own(footer);
        // Another tool may have rewritten the file and kept our key: then its schema is the truth.
        if (own.isPresent() && new SchemaTree(own.get()).elements().equals(footer.getSchema())) {
            return new FileSchema(own.get(), true, reader.leaves());
        }
        String name = footer.getSchema().getFirst().getName();
        Table table = new Table("", name.isEmpty() ? "schema" : name, new Schema(reader.fields()));
        return new FileSchema(table, false, reader.leaves());
    }

    private static Optional<Table> own(FileMetaData footer) {
        if (!footer.isSetKey_value_metadata()) {
            return Optional.empty();
        }
        for (KeyValue pair : footer.getKey_value_metadata()) {
            if (pair.getKey().equals(SchemaJson.KEY) && pair.isSetValue()) {
                return SchemaJson.read(pair.getValue());
            }
        }
        return Optional.empty();
    }
}
