package dev.slipway.app.job;

import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** Sizes and durations in a job file. */
final class Measures {
    private static final String SIZE = "a size like 512MB, 1.5GiB or 4096";
    private static final String DURATION = "a duration like 500ms, 5s or 2m";

    private Measures() {}

    /** A size of 1 to {@code max} bytes. */
    static long bytes(YamlMap map, String key, long max, long otherwise) {
        return map.optional(key).map(node -> bytes(node, max)).orElse(otherwise);
    }

    private static long bytes(YamlNode node, long max) {
        long bytes = node.asParsed(SIZE, ByteSize::parse).bytes();
        if (bytes < 1 || bytes > max) {
            throw node.unexpected("a size of 1 byte to " + max + " bytes");
        }
        return bytes;
    }

    static Optional<Duration> duration(YamlMap map, String key) {
        return map.optional(key).map(Measures::duration);
    }

    private static Duration duration(YamlNode node) {
        return node.asParsed(DURATION, TimeSpan::parse);
    }

    /** A duration from {@code min} to {@code max}. */
    static Optional<Duration> duration(YamlMap map, String key, Duration min, Duration max) {
        return map.optional(key).map(node -> {
            Duration duration = duration(node);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw node.unexpected("a duration from " + TimeSpan.text(min) + " to " + max.toHours() + "h");
            }
            return duration;
        });
    }
}
