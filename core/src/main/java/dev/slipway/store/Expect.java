package dev.slipway.store;

/** What a write expects to find under its key; if it finds something else, it changes nothing. */
public sealed interface Expect {
    /** Nothing is there. */
    record Absent() implements Expect {}

    /** What is there has this {@link Blob#version()}. */
    record Version(String version) implements Expect {}

    /** Nothing is there. */
    static Expect absent() {
        return new Absent();
    }

    /** What is there is still {@code blob}. */
    static Expect unchanged(Blob blob) {
        return new Version(blob.version());
    }
}
