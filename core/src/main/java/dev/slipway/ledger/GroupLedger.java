package dev.slipway.ledger;

import dev.slipway.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every ledger does, wherever its commits stand: entries of all threads that are due go into one commit. */
abstract sealed class GroupLedger implements Ledger permits StoreLedger, LogLedger {
    /** Entries that nobody waits for are written when there are this many. */
    static final int GROUP = 500;

    private static final int ATTEMPTS = 1000;

    /** Entries that are written together or not at all, and what became of them. */
    private static final class Wish {
        final List<Entry> entries;
        boolean done;

        @Nullable
        RuntimeException refused;

        Wish(List<Entry> entries) {
            this.entries = entries;
        }
    }

    /** As of the last reading or writing; of the thread that reads or writes. */
    final Prefix known = new Prefix();

    private final int group;
    private final ReentrantLock committing = new ReentrantLock();
    private final Deque<Wish> wishes = new ArrayDeque<>();

    GroupLedger(int group) {
        this.group = group;
    }

    /** How a person would name the place where commits stand. */
    abstract String place();

    /** Reads what others wrote. Called by one thread at a time, as {@link #put}. */
    abstract void read();

    /**
     * Writes the next commit.
     *
     * @param after what follows when it is written
     * @return whether it is written now; otherwise others were first, and what they wrote has been read
     */
    abstract boolean put(List<Entry> entries, State after);

    private <T> T alone(Supplier<T> action) {
        committing.lock();
        try {
            return action.get();
        } finally {
            committing.unlock();
        }
    }

    @Override
    public final <T> T look(Function<State, T> question) {
        return alone(() -> question.apply(known.state()));
    }

    @Override
    public final Head head() {
        return alone(() -> new Head(known.position(), known.hash()));
    }

    @Override
    public final void refresh() {
        committing.lock();
        try {
            read();
        } finally {
            committing.unlock();
        }
    }

    @Override
    public final void append(Entry entry) {
        boolean full;
        synchronized (wishes) {
            wishes.add(new Wish(List.of(entry)));
            full = wishes.size() >= group;
        }
        if (full) {
            try {
                flush();
            } catch (Failure e) {
                // Nobody waits for it: it is tried again with the next.
            }
        }
    }

    @Override
    public final void flush() {
        committing.lock();
        try {
            write();
        } finally {
            committing.unlock();
        }
    }

    @Override
    public final void commit(List<Entry> entries) {
        Wish wish = new Wish(List.copyOf(entries));
        synchronized (wishes) {
            wishes.add(wish);
        }
        committing.lock();
        try {
            // What waited for its neighbours is tried again by itself.
            while (!wish.done) {
                write();
            }
        } finally {
            synchronized (wishes) {
                wishes.remove(wish);
            }
            committing.unlock();
        }
        if (wish.refused != null) {
            throw wish.refused;
        }
    }

    /** Writes all that is wished for in one commit. */
    private void write() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Wish> due;
            synchronized (wishes) {
                due = List.copyOf(wishes);
            }
            State trial = known.state().trial();
            List<Wish> admitted =
                    due.stream().filter(wish -> admit(wish, trial)).toList();
            synchronized (wishes) {
                wishes.removeIf(wish -> wish.refused != null);
            }
            if (admitted.isEmpty() || written(admitted, trial)) {
                return;
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                "others kept writing to the ledger of " + place() + " first; try again when they are done");
    }

    private boolean written(List<Wish> admitted, State after) {
        List<Entry> entries = new ArrayList<>();
        admitted.forEach(wish -> entries.addAll(wish.entries));
        if (!put(entries, after)) {
            return false;
        }
        admitted.forEach(wish -> wish.done = true);
        synchronized (wishes) {
            wishes.removeAll(admitted);
        }
        return true;
    }

    /**
     * Tries the entries of a wish; if one is refused, none of them counts. What is refused only because of wishes beside it,
     * which are not written yet, waits for what becomes of them.
     */
    private boolean admit(Wish wish, State trial) {
        Optional<RuntimeException> refused = refused(wish, trial);
        if (refused.isEmpty()) {
            wish.entries.forEach(trial::apply);
            return true;
        }
        refused(wish, known.state()).ifPresent(alone -> {
            wish.done = true;
            wish.refused = refused.get();
        });
        return false;
    }

    private static Optional<RuntimeException> refused(Wish wish, State before) {
        State together = before.trial();
        for (Entry entry : wish.entries) {
            Optional<String> refusal = together.refusal(entry);
            if (refusal.isPresent()) {
                String why = refusal.get();
                return Optional.of(Fenced.by(before, entry)
                        .<RuntimeException>map(text -> new Failure(Failure.Kind.FENCED, text))
                        .orElseGet(() -> new IllegalStateException("the ledger takes no " + entry + ": " + why)));
            }
            together.apply(entry);
        }
        return Optional.empty();
    }
}
