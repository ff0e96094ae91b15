package dev.slipway.app.job;

import dev.slipway.app.export.BesideRanges;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.Incremental;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code incremental} and {@code reconcile}: how a job goes on after what it exported before. */
final class IncrementalSection {
    private static final String KEY = "incremental";
    private static final String RECONCILE = "reconcile";

    private IncrementalSection() {}

    /** The job as the file's keys let it go on. */
    static ExportJob read(YamlMap map, ExportJob job) {
        Optional<YamlNode> key = map.optional(KEY);
        Optional<YamlNode> reconcile = map.optional(RECONCILE);
        int ranges = reconcile
                .map(node -> node.asParsed(Incremental.RECONCILE, Incremental::ranges))
                .orElse(Incremental.ALL);
        if (key.isEmpty()) {
            reconcile.ifPresent(node -> {
                throw node.refused("compares what an incremental export wrote, and there is no " + KEY);
            });
            return job;
        }
        job.besideRanges().ifPresent(other -> {
            throw key.get().refused(BesideRanges.WHY + other.key());
        });
        try {
            return job.goingOn(new Incremental(key.get().asTexts(), ranges));
        } catch (IllegalArgumentException e) {
            throw key.get().refused(String.valueOf(e.getMessage()));
        }
    }

    static void write(Optional<Incremental> incremental, ObjectNode node) {
        incremental.ifPresent(how -> {
            ArrayNode key = node.putArray(KEY);
            how.key().forEach(key::add);
            node.put(RECONCILE, how.reconcileSpelled());
        });
    }
}
