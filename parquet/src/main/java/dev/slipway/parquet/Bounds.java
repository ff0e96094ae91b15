package dev.slipway.parquet;

/**
 * The least and the greatest of some values, in their PLAIN encoding.
 *
 * @param minExact whether {@code min} occurs; otherwise it is merely not above any value
 * @param maxExact whether {@code max} occurs; otherwise it is merely not below any value
 */
record Bounds(byte[] min, boolean minExact, byte[] max, boolean maxExact) {
    static Bounds exact(byte[] min, byte[] max) {
        return new Bounds(min, true, max, true);
    }

    /** The bounds of the values of both. */
    Bounds and(Bounds other, Order order) {
        int low = order.compare(other.min, min);
        int high = order.compare(other.max, max);
        return new Bounds(
                low < 0 ? other.min : min,
                low == 0 ? minExact || other.minExact : low < 0 ? other.minExact : minExact,
                high > 0 ? other.max : max,
                high == 0 ? maxExact || other.maxExact : high > 0 ? other.maxExact : maxExact);
    }
}
