package dev.slipway.duckdb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in the plan of a query at which a stand-in is read.
 *
 * @param standIn which
 * @param filters what DuckDB asks of each row, as it writes that; empty: everything may be needed
 */
record SqlScan(String standIn, List<String> filters) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    SqlScan {
        filters = List.copyOf(filters);
    }

    /** All scans of stand-ins, which are tables of this schema. What is mentioned and not understood is read whole. */
    static List<SqlScan> of(String plan, String schema) {
        List<SqlScan> scans = new ArrayList<>();
        Pattern name = Pattern.compile("\\b" + schema + "\\.(\\w+)");
        try {
            walk(MAPPER.readTree(plan), Pattern.compile("\\w+\\." + schema + "\\.(\\w+)"), scans);
        } catch (JacksonException e) {
            scans.clear();
        }
        Set<String> known = new HashSet<>();
        scans.forEach(scan -> known.add(scan.standIn()));
        Matcher mentioned = name.matcher(plan);
        while (mentioned.find()) {
            if (known.add(mentioned.group(1))) {
                scans.add(new SqlScan(mentioned.group(1), List.of()));
            }
        }
        return scans;
    }

    private static void walk(JsonNode node, Pattern table, List<SqlScan> scans) {
        if (node.isArray()) {
            node.forEach(child -> walk(child, table, scans));
            return;
        }
        JsonNode info = node.path("extra_info");
        Optional<Matcher> found =
                Optional.of(table.matcher(info.path("Table").asString(""))).filter(Matcher::matches);
        found.ifPresent(matcher -> scans.add(new SqlScan(
                matcher.group(1),
                node.path("name").asString("").strip().equals("SEQ_SCAN") ? texts(info.path("Filters")) : List.of())));
        walk(node.path("children"), table, scans);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(child -> texts.add(child.asString("")));
        } else if (node.isString()) {
            texts.add(node.asString(""));
        }
        return texts;
    }
}
