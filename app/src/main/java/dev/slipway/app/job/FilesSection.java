package dev.slipway.app.job;

import dev.slipway.app.export.RejectRule;
import dev.slipway.app.place.Place;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.data.Table;
import dev.slipway.files.CsvForms;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FirstDate;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.NamePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code source.files}: which files a job reads, and by which schemas. */
final class FilesSection {
    private static final String REJECT = "reject";
    private static final String WARN = "warn";
    private static final String FAIL = "fail";
    private static final String BAD = "on-bad-record";

    private FilesSection() {}

    /** {@code names}: what is made of files is called, if an input says nothing else. */
    static JobSource.Files read(YamlMap map, Optional<NamePattern> names) {
        List<JobInput> inputs = new ArrayList<>();
        Map<String, Table> tables = new HashMap<>();
        for (YamlNode node : map.required("inputs").asOneOrMore()) {
            inputs.add(input(node.asMap(), names, tables));
        }
        RejectRule rejects = rejects(map);
        map.end();
        return new JobSource.Files(inputs, rejects);
    }

    private static JobInput input(YamlMap map, Optional<NamePattern> names, Map<String, Table> tables) {
        YamlNode files = map.required("files");
        InputPattern pattern = pattern(files);
        YamlNode schema = map.required("schema");
        List<YamlNode> schemaNodes = schema.asOneOrMore();
        List<FileSchema> schemas = new ArrayList<>();
        for (YamlNode node : schemaNodes) {
            FileSchema read = SchemaFile.read(node.asPath());
            Table table = tables.putIfAbsent(read.name(), read.table());
            if (table != null && !table.equals(read.table())) {
                throw node.refused("is a schema of " + read.name()
                        + " with other columns than another one of this job: those of one table have the same names and"
                        + " types, in one order");
            }
            schemas.add(read);
        }
        if (schemas.size() > 1 && !schemas.stream().allMatch(each -> CsvForms.tells(each.format()))) {
            throw schema.refused("names several schemas, which only the headers of CSV files can tell apart");
        }
        Optional<String> date = map.optional("date").map(node -> date(node, pattern, schemas));
        Optional<YamlNode> name = map.optional("name");
        Optional<NamePattern> called = name.isPresent() ? name.map(FilesSection::names) : names;
        if (called.filter(NamePattern::dated).isPresent() && !pattern.dated() && date.isEmpty()) {
            throw files.refused("tells no date, by which what is made of these files is to be called: write"
                    + " {date:yyyyMMdd} where names have it, or say by date: which column tells it");
        }
        boolean optional = map.truth("optional", false);
        boolean daily = map.choice("expect", Map.of("daily", true, "nothing", false), false);
        if (daily && !pattern.dated() && date.isEmpty()) {
            throw map.required("expect")
                    .refused("wants something of each day, and nothing tells of which day a file is");
        }
        map.end();
        return new JobInput(
                pattern,
                schemas,
                schemaNodes.stream().map(node -> node.asPath()).toList(),
                optional,
                daily,
                date,
                called);
    }

    private static InputPattern pattern(YamlNode node) {
        String text = node.asText();
        String whole = Place.inS3(text)
                ? text
                : node.asPath().toAbsolutePath().normalize().toString();
        try {
            return InputPattern.parse(whole);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static String date(YamlNode node, InputPattern pattern, List<FileSchema> schemas) {
        String column = node.asText();
        if (pattern.dated()) {
            throw node.refused("says what tells the date, and the name does already: leave one of them away");
        }
        for (FileSchema schema : schemas) {
            OptionalInt position = schema.table().schema().position(column);
            if (position.isEmpty()
                    || !FirstDate.tells(schema.table()
                            .schema()
                            .fields()
                            .get(position.getAsInt())
                            .type())) {
                throw node.unexpected("a column of " + schema.name() + " that is a date or a timestamp");
            }
        }
        return column;
    }

    static NamePattern names(YamlNode node) {
        try {
            return new NamePattern(node.asText());
        } catch (IllegalArgumentException e) {
            throw node.refused("cannot be had: " + e.getMessage());
        }
    }

    private static RejectRule rejects(YamlMap map) {
        Optional<YamlNode> node = map.optional(BAD);
        List<String> words = node.map(YamlNode::asTexts).orElse(List.of(FAIL));
        boolean known =
                words.equals(List.of(FAIL)) || words.equals(List.of(REJECT)) || words.equals(List.of(REJECT, WARN));
        if (!known) {
            throw map.required(BAD).unexpected("fail, reject, or [reject, warn]");
        }
        boolean reject = words.contains(REJECT);
        if (!reject && map.optional("max-rejects").isPresent()) {
            throw map.required("max-rejects").refused("says how many may be rejected, and on-bad-record is fail");
        }
        long max = map.whole("max-rejects", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        return reject ? new RejectRule(max, words.contains(WARN)) : RejectRule.FAIL;
    }

    /** The same, as a job file says it. */
    static void write(JobSource.Files files, ObjectNode node) {
        ArrayNode inputs = node.putArray("inputs");
        for (JobInput input : files.inputs()) {
            ObjectNode written = inputs.addObject().put("files", input.pattern().toString());
            ArrayNode schemas = written.putArray("schema");
            input.schemaFiles().stream()
                    .map(JobParts::absolute)
                    .map(Path::toString)
                    .forEach(schemas::add);
            input.date().ifPresent(column -> written.put("date", column));
            input.names().ifPresent(names -> written.put("name", names.text()));
            written.put("optional", input.optional()).put("expect", input.daily() ? "daily" : "nothing");
        }
        if (files.rejects().warn()) {
            node.putArray(BAD).add(REJECT).add(WARN);
        } else {
            node.put(BAD, files.rejects().max() > 0 ? REJECT : FAIL);
        }
        if (files.rejects().max() > 0 && files.rejects().max() < Long.MAX_VALUE) {
            node.put("max-rejects", files.rejects().max());
        }
    }
}
