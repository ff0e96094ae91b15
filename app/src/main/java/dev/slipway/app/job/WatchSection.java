package dev.slipway.app.job;

import dev.slipway.config.Secret;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code alert}, {@code notify} and {@code views}: what is looked at and told when a run is over, and what readers may find
 * beside the tables.
 *
 * @param alertBytes what the job has published may weigh so much without anybody being told
 * @param webhooks who is told
 * @param views files of SQL that makes views and macros over the tables
 */
record WatchSection(OptionalLong alertBytes, List<Webhook> webhooks, List<Path> views) {
    WatchSection {
        webhooks = List.copyOf(webhooks);
        views = List.copyOf(views);
    }

    /** What may be told. */
    enum On {
        /** A run has done all that it was asked for. */
        DONE,
        /** A run has not. */
        FAILED,
        /** What the job has published is too large. */
        ALERT
    }

    /**
     * Somebody who is told.
     *
     * @param url of a webhook; whoever knows it can write there, so that no message has it
     * @param on what they want to know
     */
    record Webhook(Secret url, List<On> on) {}

    static WatchSection read(YamlMap map) {
        YamlMap alert = map.optionalMap("alert");
        long bytes = Measures.bytes(alert, "bytes", Long.MAX_VALUE, 0);
        alert.end();
        List<Webhook> webhooks = new ArrayList<>();
        map.optional("notify").ifPresent(node -> node.asOneOrMore().forEach(one -> webhooks.add(webhook(one.asMap()))));
        List<Path> views = new ArrayList<>();
        map.optional("views").ifPresent(node -> node.asOneOrMore().forEach(one -> views.add(view(one))));
        return new WatchSection(bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes), webhooks, views);
    }

    private static Webhook webhook(YamlMap map) {
        Secret url = map.required("url").asSecret();
        List<On> on = map.optional("on")
                .map(node -> node.asOneOrMore().stream()
                        .map(word -> word.asChoice(On.class))
                        .toList())
                .orElse(List.of(On.FAILED, On.ALERT));
        map.end();
        return new Webhook(url, on);
    }

    private static Path view(YamlNode node) {
        Path path = node.asPath();
        if (!Files.isRegularFile(path)) {
            throw node.unexpected("a file of SQL; there is none at " + path);
        }
        return path;
    }

    void write(ObjectNode node) {
        alertBytes.ifPresent(bytes -> node.putObject("alert").put("bytes", bytes));
        if (!webhooks.isEmpty()) {
            ArrayNode all = node.putArray("notify");
            for (Webhook one : webhooks) {
                ObjectNode written = all.addObject();
                new Url.Kept(one.url()).write(written);
                ArrayNode on = written.putArray("on");
                one.on().forEach(what -> on.add(what.name().toLowerCase(Locale.ROOT)));
            }
        }
        if (!views.isEmpty()) {
            ArrayNode all = node.putArray("views");
            views.forEach(path -> all.add(JobParts.absolute(path).toString()));
        }
    }
}
