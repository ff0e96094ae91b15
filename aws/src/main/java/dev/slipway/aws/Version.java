package dev.slipway.aws;

import dev.slipway.store.Blob;
import java.util.Map;

/**
 * What tells one content of a key from another: the server's tag, which the server compares, and an id of ours, which makes
 * versions with equal bytes differ. A listing tells no id.
 *
 * @param tag without quotes
 * @param id empty when it is not known, or the object is not of ours
 */
record Version(String tag, String id) {
    /** The name of the id among an object's metadata. */
    private static final String ID = "slipway-id";

    private static final String UPLOAD = "upload:";

    static Version of(String quotedTag, Map<String, String> metadata) {
        return of(quotedTag, metadata.getOrDefault(ID, ""));
    }

    static Version of(Blob blob) {
        return parse(blob.version());
    }

    static Version parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new Version(text, "") : new Version(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Of what was just written. */
    static Version of(String quotedTag, String id) {
        return new Version(quotedTag.replace("\"", ""), id);
    }

    /** What to keep with an object. */
    static Map<String, String> metadata(String id) {
        return Map.of(ID, id);
    }

    /** An upload that was begun and not completed, as the version of what it would become. */
    static String upload(String uploadId) {
        return UPLOAD + uploadId;
    }

    boolean isUpload() {
        return tag.startsWith(UPLOAD);
    }

    String uploadId() {
        return tag.substring(UPLOAD.length());
    }

    /** As the server wants it in a condition. */
    String quoted() {
        return '"' + tag + '"';
    }

    /** Whether both may be the same, as far as they are known. */
    boolean matches(Version other) {
        return tag.equals(other.tag) && (id.isEmpty() || other.id.isEmpty() || id.equals(other.id));
    }

    @Override
    public String toString() {
        return id.isEmpty() ? tag : tag + '/' + id;
    }
}
