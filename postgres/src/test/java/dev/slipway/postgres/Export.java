package dev.slipway.postgres;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What an export would write, as text. */
final class Export {
    private Export() {}

    static Context context() {
        return new Context(new Cancel(), Events.NONE);
    }

    static Session<PostgresUnit> open(PostgresOptions options) {
        return new PostgresSource(options).open(context());
    }

    static Plan<PostgresUnit> plan(PostgresOptions options) {
        try (Session<PostgresUnit> session = open(options)) {
            return session.plan();
        }
    }

    /** All rows of all units, one after the other, each as its columns' text. */
    static List<List<@Nullable String>> rows(PostgresOptions options) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Session<PostgresUnit> session = open(options)) {
            for (Plan.PlannedTable<PostgresUnit> table : session.plan().tables()) {
                rows.addAll(rows(session, table));
            }
        }
        return rows;
    }

    static List<List<@Nullable String>> rows(Session<PostgresUnit> session, Plan.PlannedTable<PostgresUnit> table) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Reader<PostgresUnit> reader = session.reader()) {
            for (PostgresUnit unit : table.units()) {
                try (Batches batches = reader.read(unit)) {
                    // batches of changing size must make no difference
                    Random random = new Random(7);
                    for (Batch batch = batches.next(1 + random.nextInt(50));
                            batch != null;
                            batch = batches.next(1 + random.nextInt(5000))) {
                        add(batch, rows);
                    }
                }
            }
        }
        return rows;
    }

    private static void add(Batch batch, List<List<@Nullable String>> rows) {
        List<Field> fields = batch.table().schema().fields();
        for (int row = 0; row < batch.rows(); row++) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                texts.add(PostgresText.of(fields.get(i), batch.columns().get(i), row));
            }
            rows.add(texts);
        }
    }

    /** The only column of all rows. */
    static List<@Nullable String> values(PostgresOptions options) {
        List<@Nullable String> values = new ArrayList<>();
        rows(options).forEach(row -> values.add(row.get(0)));
        return values;
    }

    static Table table(PostgresOptions options) {
        return plan(options).tables().get(0).table();
    }

    static Digest digest(PostgresOptions options) {
        Digest digest = Digest.EMPTY;
        try (Session<PostgresUnit> session = open(options);
                Reader<PostgresUnit> reader = session.reader()) {
            for (Plan.PlannedTable<PostgresUnit> table : session.plan().tables()) {
                for (PostgresUnit unit : table.units()) {
                    digest = digest.plus(reader.digest(unit));
                }
            }
        }
        return digest;
    }
}
