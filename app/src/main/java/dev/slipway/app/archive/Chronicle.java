package dev.slipway.app.archive;

import dev.slipway.ledger.Removal;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of one table, in the order in which it happened. */
record Chronicle(String table, List<Happening> happenings) {
    /** Something that is so since then. */
    sealed interface Happening {
        /** When, ISO 8601 in UTC. */
        String at();
    }

    /** What of it was published, and is there. */
    record Exported(Slice slice) implements Happening {
        @Override
        public String at() {
            return slice.at();
        }
    }

    /** It was dropped or detached. */
    record Removed(Removal.Done done) implements Happening {
        @Override
        public String at() {
            return done.at().toString();
        }
    }

    /** That was begun, and it is not known whether it was done. */
    record Open(Removal removal) implements Happening {
        @Override
        public String at() {
            return removal.at().toString();
        }
    }

    static Chronicle of(TableState table) {
        List<Happening> happenings = new ArrayList<>();
        table.content().forEach(slice -> happenings.add(new Exported(slice)));
        table.removed().forEach(done -> happenings.add(new Removed(done)));
        table.removing().ifPresent(removal -> happenings.add(new Open(removal)));
        happenings.sort(Comparator.comparing(Happening::at));
        return new Chronicle(table.table(), List.copyOf(happenings));
    }
}
