package dev.slipway.mapping;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table that the shipped example is for, and rows like those in it. */
public final class SeedTable {
    /** A partition. */
    public static final Table TABLE = table();

    private SeedTable() {}

    /** The repository's folder. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mappings"))) {
            folder = folder.resolve("..").normalize();
        }
        return folder;
    }

    /** The mapping that is shipped. */
    public static Mapping mapping() {
        return MappingFile.read(root().resolve("mappings/permanent-data-items.yaml"));
    }

    private static Table table() {
        String[][] columns = {
            {"data_item_id", "text", "1"},
            {"owner_public_address", "text"},
            {"byte_count", "text"},
            {"uploaded_date", "timestamp(micros,local)", "2"},
            {"assessed_winston_price", "text"},
            {"plan_id", "text"},
            {"planned_date", "timestamp(micros,local)"},
            {"bundle_id", "text"},
            {"permanent_date", "timestamp(micros,local)"},
            {"block_height", "int32"},
            {"data_start", "int32?"},
            {"signature_type", "int32?"},
            {"failed_bundles", "text"},
            {"content_type", "text?"},
            {"premium_feature_type", "text?"},
            {"deadline_height", "int32?"}
        };
        List<Field> fields = new ArrayList<>();
        for (String[] column : columns) {
            Field field = TypeText.field(column[0], column[1]);
            Map<String, String> origin = new TreeMap<>(Map.of("postgres.type", "its own"));
            if (column.length > 2) {
                origin.put("postgres.primary_key", column[2]);
            }
            fields.add(new Field(field.name(), field.type(), field.nullable(), fields.size() + 1, origin));
        }
        return new Table("public", "permanent_data_items_12_2023_01", new Schema(fields));
    }

    /** Rows as that table has them. */
    public static List<List<@Nullable Object>> rows(int count, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(id(random));
            row.add(id(random));
            row.add(String.valueOf(random.nextInt(1 << random.nextInt(8, 30))));
            row.add(1_686_819_729_000_000L + random.nextLong(1_000_000_000_000L));
            row.add(String.valueOf(random.nextLong(1L << random.nextInt(20, 50))));
            row.add(new UUID(random.nextLong(), random.nextLong()).toString());
            row.add(1_686_819_729_000_000L + random.nextLong(1_000_000_000_000L));
            row.add(id(random));
            row.add(1_686_819_729_000_000L + random.nextLong(1_000_000_000_000L));
            row.add(1_200_000L + random.nextInt(1000));
            row.add(random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(1 << 30));
            row.add(random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(1, 5));
            row.add(random.nextInt(20) > 0 ? "" : id(random) + (random.nextBoolean() ? "" : "," + id(random)));
            row.add(random.nextInt(10) == 0 ? "" : "application/json");
            row.add(random.nextInt(10) == 0 ? null : "default");
            row.add(random.nextInt(10) == 0 ? null : (Long) (1_200_100L + random.nextInt(1000)));
            rows.add(row);
        }
        return rows;
    }

    private static String id(Random random) {
        byte[] id = new byte[32];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
