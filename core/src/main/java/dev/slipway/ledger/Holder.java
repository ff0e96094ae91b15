package dev.slipway.ledger;

/**
 * The process that does a run.
 *
 * @param host the machine, as far as process ids mean the same there
 * @param pid its number there
 * @param started tells it from others that get the same number later; empty when unknown
 */
public record Holder(String host, long pid, String started) {
    @Override
    public String toString() {
        return "process " + pid + " on " + host;
    }
}
