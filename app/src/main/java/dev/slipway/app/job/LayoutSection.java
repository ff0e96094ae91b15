package dev.slipway.app.job;

import dev.slipway.app.export.Spelled;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Layout;
import dev.slipway.job.NamePattern;
import dev.slipway.parquet.PageVersion;
import dev.slipway.parquet.ParquetSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code layout}: how files are cut, named and encoded.
 *
 * @param names what is made of files is called; empty: by its rows
 */
record LayoutSection(ExportSettings settings, ParquetSettings parquet, Optional<NamePattern> names) {
    private static final String PREFIX = "slipway";
    private static final long FILE_BYTES = 1_000_000_000;

    /** {@code workers}: how many units of a run are worked on at once; {@code runs}: how many runs there are at once. */
    static LayoutSection read(YamlMap map, int workers, int runs) {
        ParquetSettings base = ParquetSettings.DEFAULT;
        ExportSettings settings = new ExportSettings(
                        map.optional("prefix").map(LayoutSection::prefix).orElse(PREFIX),
                        map.whole("rows-per-file", 1, Long.MAX_VALUE, Long.MAX_VALUE),
                        Measures.bytes(map, "file-bytes", Long.MAX_VALUE, FILE_BYTES),
                        workers,
                        map.truth("replace", false))
                .with(
                        layout(map),
                        new ExportSettings.OpenFiles(
                                (int) map.whole(
                                        "open-files", 1, Integer.MAX_VALUE, ExportSettings.OpenFiles.DEFAULT.count()),
                                Measures.bytes(
                                        map, "open-bytes", Long.MAX_VALUE, Spelled.openBytesDefault(workers * runs))));
        ParquetSettings parquet = base.withCodec(map.optional("codec")
                        .map(node -> node.asParsed(
                                "zstd, zstd:LEVEL with a level from 1 to 22, snappy or none", Spelled::codec))
                        .orElse(base.codec()))
                .withPageVersion(map.choice("page-version", pageVersions(), base.pageVersion()))
                .withGroups((int) map.whole("group-rows", 1, Integer.MAX_VALUE, base.groupRows()), base.groupBytes())
                .withValueBytesMax((int)
                        Measures.bytes(map, "value-bytes-max", Spelled.VALUE_BYTES_MAX, Spelled.valueBytesDefault()));
        Optional<NamePattern> names = map.optional("names").map(FilesSection::names);
        map.end();
        return new LayoutSection(settings, parquet, names);
    }

    /** Without a text for the folders, what is wrong is said of the section. */
    private static Layout layout(YamlMap map) {
        Optional<YamlNode> folders = map.optional("folders");
        Optional<String> by = map.optionalText("folders-by");
        boolean split = map.truth("split", true);
        String text = folders.map(YamlNode::asText).orElse(Layout.BY_PARTITION.text());
        try {
            return new Layout(text, by, split);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw folders.map(node -> node.refused("cannot be had: " + why))
                    .orElseGet(() -> map.refused("cannot be had: " + why));
        }
    }

    private static String prefix(YamlNode node) {
        String prefix = node.asText();
        if (!Spelled.PREFIX.matcher(prefix).matches()) {
            throw node.unexpected("1 to 40 letters, digits, _, . or -");
        }
        return prefix;
    }

    static Map<String, PageVersion> pageVersions() {
        Map<String, PageVersion> versions = new LinkedHashMap<>();
        versions.put("1", PageVersion.V1);
        versions.put("2", PageVersion.V2);
        return versions;
    }
}
