package dev.slipway.tidy;

/** One breach of a rule: where, what, and what to do instead. */
record Finding(String path, long line, String what) {
    @Override
    public String toString() {
        return path + ":" + line + " " + what;
    }
}
