package dev.slipway.job;

import dev.slipway.disk.Journal;
import dev.slipway.ledger.Chain;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.State;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A ledger that notes in a journal, whenever it has said that something is durable, what that is. */
record NotedLedger(Ledger inner, Store store, Journal journal) implements Ledger {
    /** These commits must not be missing any more. */
    record Acknowledged(List<String> hashes) {}

    /** While nobody writes: what is being written is not promised yet. */
    private void note() {
        inner.look(state -> {
            journal.note(new Acknowledged(Chain.of(store)));
            return true;
        });
    }

    @Override
    public <T> T look(Function<State, T> question) {
        return inner.look(question);
    }

    @Override
    public void refresh() {
        inner.refresh();
    }

    @Override
    public void append(Entry entry) {
        inner.append(entry);
    }

    @Override
    public void flush() {
        inner.flush();
        note();
    }

    @Override
    public void commit(List<Entry> entries) {
        inner.commit(entries);
        note();
    }

    @Override
    public Head head() {
        return inner.head();
    }

    @Override
    public Optional<String> hash(long position) {
        return inner.hash(position);
    }
}
