package dev.slipway.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** The table on a server that the shipped mapping is for. */
public final class SeedItems {
    /** The table, of which all rows are in partitions. */
    public static final String TABLE = """
            CREATE TABLE permanent_data_items (
              data_item_id varchar(43) NOT NULL, owner_public_address varchar(43) NOT NULL,
              byte_count varchar(255) NOT NULL, uploaded_date timestamp NOT NULL,
              assessed_winston_price varchar(255) NOT NULL, plan_id varchar(255) NOT NULL,
              planned_date timestamp NOT NULL, bundle_id varchar(43) NOT NULL, permanent_date timestamp NOT NULL,
              block_height int NOT NULL, data_start int, signature_type int, failed_bundles varchar(880),
              content_type varchar(255), premium_feature_type varchar(255) DEFAULT 'default', deadline_height int,
              PRIMARY KEY (data_item_id, uploaded_date)) PARTITION BY RANGE (uploaded_date)""";

    /** A partition. */
    public static final String PARTITION = "CREATE TABLE permanent_data_items_06_2023_02 PARTITION OF"
            + " permanent_data_items FOR VALUES FROM ('2023-06-15') TO ('2023-07-01')";

    /** 2,000 rows of it. Ids are 43 characters of base64url for 32 bytes. */
    public static final String ROWS = """
            INSERT INTO permanent_data_items SELECT
              translate(rtrim(encode(sha256(i::text::bytea), 'base64'), '='), '+/', '-_'),
              translate(rtrim(encode(sha256('o'::bytea), 'base64'), '='), '+/', '-_'),
              (i * 1000)::text, timestamp '2023-06-15 09:02:09' + i * interval '1 minute',
              (i * 99999999999)::text, md5(i::text)::uuid::text, timestamp '2023-06-15',
              translate(rtrim(encode(sha256('b'::bytea), 'base64'), '='), '+/', '-_'), timestamp '2023-06-16',
              1200000 + i, nullif(i % 7, 0), i % 3,
              CASE i % 3 WHEN 0 THEN '' WHEN 1 THEN
                translate(rtrim(encode(sha256('f'::bytea), 'base64'), '='), '+/', '-_')
              END,
              CASE i % 2 WHEN 0 THEN '' ELSE 'image/png' END, 'default', NULL
            FROM generate_series(1, 2000) i""";

    private SeedItems() {}

    /** The mapping that is shipped. */
    public static Path mapping() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("mappings/permanent-data-items.yaml"))) {
            at = at.resolve("..").normalize();
        }
        return at.resolve("mappings/permanent-data-items.yaml");
    }
}
