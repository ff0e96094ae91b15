package dev.slipway.app.show;

import dev.slipway.app.console.JsonEvents;
import dev.slipway.data.Field;
import dev.slipway.data.TypeName;
import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.IndexedPage;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A file's footer for machines. */
final class ShowJson {
    private ShowJson() {}

    static ObjectNode of(String name, ParquetFile file) {
        ObjectNode node = JsonEvents.node().put("path", name);
        node.put("rows", file.rows()).put("footerBytes", file.footerBytes());
        node.put("createdBy", file.createdBy()).put("formatVersion", file.formatVersion());
        node.put("table", file.table().qualifiedName()).put("recorded", file.recorded());
        ObjectNode metadata = node.putObject("metadata");
        file.metadata().forEach(metadata::put);
        ArrayNode columns = node.putArray("columns");
        for (Field field : file.table().schema().fields()) {
            ObjectNode column = columns.addObject().put("name", field.name()).put("type", TypeName.of(field.type()));
            column.put("nullable", field.nullable()).put("id", field.id());
            ObjectNode origin = column.putObject("origin");
            new TreeMap<>(field.origin()).forEach(origin::put);
        }
        ArrayNode groups = node.putArray("rowGroups");
        file.rowGroups().forEach(group -> add(groups, group));
        return node;
    }

    private static void add(ArrayNode groups, RowGroup group) {
        ObjectNode node = groups.addObject().put("ordinal", group.ordinal()).put("rows", group.rows());
        node.put("bytes", group.bytes()).put("uncompressedBytes", group.uncompressedBytes());
        ArrayNode sorting = node.putArray("sorting");
        group.sorting().forEach(sorting::add);
        ArrayNode chunks = node.putArray("chunks");
        for (Chunk chunk : group.chunks()) {
            ObjectNode column = chunks.addObject().put("name", chunk.name());
            column.put("physicalType", chunk.physicalType()).put("codec", chunk.codec());
            column.put("offset", chunk.offset()).put("bytes", chunk.bytes());
            column.put("uncompressedBytes", chunk.uncompressedBytes()).put("values", chunk.values());
            chunk.nulls().ifPresent(nulls -> column.put("nulls", nulls));
            chunk.min().ifPresent(min -> column.put("min", min));
            chunk.max().ifPresent(max -> column.put("max", max));
            column.put("boundsExact", chunk.boundsExact());
            ArrayNode encodings = column.putArray("encodings");
            chunk.encodings().forEach(encodings::add);
            ArrayNode pages = column.putArray("pages");
            chunk.pages().forEach(pages::add);
        }
    }

    static ObjectNode page(int group, IndexedPage page) {
        ObjectNode node = JsonEvents.node().put("rowGroup", group).put("offset", page.offset());
        node.put("bytes", page.bytes()).put("firstRow", page.firstRow());
        page.nulls().ifPresent(nulls -> node.put("nulls", nulls));
        page.min().ifPresent(min -> node.put("min", min));
        page.max().ifPresent(max -> node.put("max", max));
        return node;
    }
}
