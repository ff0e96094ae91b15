package dev.slipway.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.SplittableRandom;

/** CSV files with ten columns of all kinds, the same bytes for the same seed. */
final class MixedCsv {
    static final long SEED = 20261122;

    private static final String HEADER = "id,amount,at,day,paid,kind,note,score,stock,page\n";
    private static final String[] KINDS = {
        "order", "refund", "invoice", "shipment", "return", "voucher", "transfer", "fee", "tax", "other"
    };
    private static final String[] WORDS = {
        "the", "customer", "asked", "for", "a", "second", "delivery", "on", "Monday", "invoice", "was", "paid", "late",
        "please", "call", "back", "größer", "box", "of", "twelve", "missing", "one", "item", "returned", "café", "order"
    };

    private final SplittableRandom random;
    private final StringBuilder record = new StringBuilder(256);
    private long id;

    private MixedCsv(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What {@code slipway convert} is told of the files. */
    static String schema() {
        return """
                name: mixed
                version: 1
                format: csv
                columns:
                  id: {type: int64, nullable: false}
                  amount: "decimal(12,2)"
                  at: timestamp local
                  day: date
                  paid: bool
                  kind: text
                  note: text
                  score: float64
                  stock: int32
                  page: text
                """;
    }

    /** The same columns for DuckDB, which is spared to guess them. */
    static String columns() {
        return "{id: 'BIGINT', amount: 'DECIMAL(12,2)', 'at': 'TIMESTAMP', 'day': 'DATE', paid: 'BOOLEAN', kind: 'VARCHAR',"
                + " note: 'VARCHAR', score: 'DOUBLE', stock: 'INTEGER', page: 'VARCHAR'}";
    }

    /** Writes a file of at least so many bytes; gives back its rows. */
    static long write(Path file, long bytes) throws IOException {
        MixedCsv rows = new MixedCsv(SEED);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            long written = put(out, HEADER);
            while (written < bytes) {
                written += put(out, rows.next());
            }
        }
        return rows.id;
    }

    /** Writes so many files of so many rows into an empty folder. */
    static void writeMany(Path folder, int files, int rowsEach) throws IOException {
        MixedCsv rows = new MixedCsv(SEED);
        for (int i = 0; i < files; i++) {
            StringBuilder text = new StringBuilder(HEADER);
            for (int row = 0; row < rowsEach; row++) {
                text.append(rows.next());
            }
            Files.writeString(folder.resolve(String.format(Locale.ROOT, "part-%05d.csv", i)), text);
        }
    }

    private static long put(OutputStream out, CharSequence text) throws IOException {
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        out.write(utf8);
        return utf8.length;
    }

    private StringBuilder next() {
        record.setLength(0);
        record.append(++id).append(',');
        long cents = (long) (Math.exp(random.nextDouble() * 14));
        record.append(random.nextInt(20) == 0 ? "-" : "").append(cents / 100).append('.');
        two(cents % 100).append(',');
        time();
        record.append(LocalDate.ofEpochDay(19_000 + random.nextInt(1500))).append(',');
        record.append(random.nextInt(3) > 0).append(',');
        record.append(KINDS[Math.min(random.nextInt(KINDS.length), random.nextInt(KINDS.length))])
                .append(',');
        note();
        // Half of the floats have all of their digits, half are measured to a few.
        double score = random.nextDouble() * 200 - 100;
        record.append(random.nextBoolean() ? score : Math.rint(score * 1000) / 1000)
                .append(',');
        record.append(random.nextInt(4) == 0 ? "" : String.valueOf(random.nextInt(100_000)))
                .append(',');
        record.append("https://shop.example.com/products/")
                .append(random.nextInt(50_000))
                .append("?ref=")
                .append(Integer.toHexString(random.nextInt()))
                .append('\n');
        return record;
    }

    private void time() {
        LocalDateTime at =
                LocalDateTime.ofEpochSecond(1_700_000_000L + id / 10, random.nextInt(1_000_000) * 1000, ZoneOffset.UTC);
        record.append(at.toLocalDate()).append(' ');
        two(at.getHour()).append(':');
        two(at.getMinute()).append(':');
        two(at.getSecond()).append('.');
        record.append(String.valueOf(1_000_000 + at.getNano() / 1000), 1, 7).append(',');
    }

    private StringBuilder two(long number) {
        return record.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Of 3 to 14 words; two of five have commas or quotes in them, one of a hundred a line break. */
    private void note() {
        int kind = random.nextInt(100);
        boolean quoted = kind < 40;
        record.append(quoted ? "\"" : "");
        for (int words = 3 + random.nextInt(12); words > 0; words--) {
            record.append(WORDS[random.nextInt(WORDS.length)]).append(words > 1 ? " " : "");
        }
        if (quoted) {
            record.append(kind == 0 ? ",\n" : ", ");
            record.append(kind < 15 ? "said \"\"soon\"\"" : "soon").append('"');
        }
        record.append(',');
    }
}
