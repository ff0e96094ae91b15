package dev.slipway.app.job;

import dev.slipway.app.place.S3Access;
import dev.slipway.config.YamlMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code s3}: how to speak with a store in S3. */
final class S3Section {
    private S3Section() {}

    static S3Access read(YamlMap map) {
        S3Access access = new S3Access(
                map.optionalText("endpoint"),
                map.optionalText("region"),
                map.truth("path-style", false),
                map.optionalText("encryption"),
                map.optionalText("storage-class"),
                map.truth("requester-pays", false));
        map.end();
        return access;
    }

    static void write(S3Access access, ObjectNode node) {
        access.endpoint().ifPresent(text -> node.put("endpoint", text));
        access.region().ifPresent(text -> node.put("region", text));
        node.put("path-style", access.pathStyle());
        access.encryption().ifPresent(text -> node.put("encryption", text));
        access.storageClass().ifPresent(text -> node.put("storage-class", text));
        node.put("requester-pays", access.requesterPays());
    }
}
