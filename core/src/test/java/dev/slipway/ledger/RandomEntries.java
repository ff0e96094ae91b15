package dev.slipway.ledger;

import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Entries by chance: of any kind with odd values, or such that may follow in a state. */
final class RandomEntries {
    private static final List<String> ODD = List.of(
            "",
            "a",
            "public.events",
            "we\"ird\\",
            "line\nfeed\r\ttab",
            "null\0byte",
            "\u2028",
            "日本",
            "🛳",
            "{\"sha256\":\"\"}",
            "'; --",
            "{\"slipway.ledger\":1}");

    private final Random random;
    private int runs;

    RandomEntries(long seed) {
        random = new Random(seed);
    }

    private String text() {
        return ODD.get(random.nextInt(ODD.size())) + (random.nextBoolean() ? random.nextInt(5) : "");
    }

    private long number() {
        return random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(1000);
    }

    private Instant instant() {
        return random.nextInt(5) == 0
                ? Instant.MAX
                : Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private List<String> texts(int least) {
        return Stream.generate(this::text).limit(least + random.nextInt(4)).toList();
    }

    private UnitFile file(int unit, long rows) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        Digest digest = new Digest(rows, random.nextLong(), random.nextLong());
        DataFile file = new DataFile(
                text() + random.nextInt(1000),
                number(),
                HexFormat.of().formatHex(hash),
                digest,
                "u" + unit,
                text(),
                lost(),
                emptied(),
                random.nextBoolean());
        return new UnitFile(file, text());
    }

    private Losses lost() {
        return new Losses(
                Stream.generate(() -> new Losses.OfColumn(text(), random.nextInt(3), random.nextLong(1L << 50)))
                        .limit(random.nextInt(3))
                        .toList());
    }

    private List<Emptied> emptied() {
        return Stream.generate(() -> new Emptied(text(), random.nextInt(3), random.nextLong(1L << 50)))
                .limit(random.nextInt(3))
                .toList();
    }

    private List<UnitFile> files(int unit) {
        return Stream.generate(() -> file(unit, random.nextInt(3)))
                .limit(random.nextInt(3))
                .toList();
    }

    private Planned plan(String run) {
        Map<String, String> origin = new TreeMap<>();
        texts(0).forEach(name -> origin.put(name, text()));
        return new Planned(
                run,
                random.nextInt(3) == 0 ? Planned.Mode.REPLACE : Planned.Mode.APPEND,
                random.nextBoolean(),
                text(),
                text(),
                origin,
                text(),
                new Borders(text(), texts(0)),
                texts(1));
    }

    private Outcome outcome() {
        Outcome.Status[] all = Outcome.Status.values();
        return new Outcome(all[random.nextInt(all.length)], random.nextInt(9), random.nextInt(9), number(), number());
    }

    private Entry run(String run) {
        return switch (random.nextInt(4)) {
            case 0 -> new Entry.Renewed(run, instant());
            case 1 -> new Entry.Ended(run, instant(), outcome());
            default -> new Entry.Started(run, text(), new Holder(text(), number(), text()), instant(), instant());
        };
    }

    private Entry table(String table, long epoch, String run, String change, int units) {
        int unit = random.nextInt(units);
        return switch (random.nextInt(17)) {
            case 0 -> new Entry.Claimed(table, epoch + 1, run);
            case 1 -> new Entry.Replanned(table, epoch, plan(run));
            case 2, 3, 4 -> new Entry.Written(table, epoch, unit, text(), files(unit));
            case 5, 6, 7 -> new Entry.Verified(table, epoch, unit);
            case 8 -> new Entry.Failed(table, epoch, random.nextInt(3) == 0 ? TableState.WHOLE : unit, text(), text());
            case 9 -> new Entry.Publishing(table, epoch, change);
            case 10 -> new Entry.Published(table, epoch, change, instant());
            case 11 -> new Entry.GivenUp(table, epoch);
            case 12 -> new Entry.Dropping(table, epoch, removal(change));
            case 13 -> new Entry.Dropped(table, epoch, change, instant());
            case 14 -> new Entry.Spared(table, epoch, change, text());
            default -> new Entry.Abandoned(table, epoch, change);
        };
    }

    private Removal removal(String change) {
        return new Removal(
                change,
                random.nextInt(4) > 0,
                text(),
                number(),
                new Digest(random.nextInt(9), random.nextLong(), random.nextLong()),
                random.nextInt(9),
                number(),
                text(),
                number(),
                text(),
                text(),
                text(),
                texts(0),
                instant());
    }

    /** Of any kind, whether or not it makes sense. */
    Entry any() {
        return random.nextInt(3) == 0 ? run(text()) : table(text(), number() / 2, text(), text(), 5);
    }

    /** One that {@code state} admits. */
    Entry next(State state) {
        while (true) {
            Entry entry = random.nextInt(5) == 0 ? run("run" + (random.nextInt(5) == 0 ? ++runs : runs)) : about(state);
            if (state.refusal(entry).isEmpty()) {
                return entry;
            }
        }
    }

    private Entry about(State state) {
        TableState table = state.table("t" + random.nextInt(3));
        List<Integer> open = new ArrayList<>();
        int units = table.work().map(work -> work.plan().fingerprints().size()).orElse(1);
        for (int unit = 0; unit < units; unit++) {
            int ordinal = unit;
            if (table.work().flatMap(work -> work.done(ordinal)).isEmpty()) {
                open.add(unit);
            }
        }
        if (!open.isEmpty() && random.nextInt(3) > 0) {
            return new Entry.Written(table.table(), table.epoch(), open.getFirst(), text(), files(open.getFirst()));
        }
        String change =
                table.change().or(() -> table.removing().map(Removal::change)).orElse(text() + "c");
        return table(table.table(), table.epoch(), "run" + runs, change, units);
    }
}
