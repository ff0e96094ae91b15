-- The archive's table: data items in the order in which their bundles became permanent, 1 to 600 items a bundle.
-- Columns and types are those of the source, except failed_bundles: an array here, so that lists are measured too.
CREATE TABLE bench.{table} (
    data_item_id varchar(43) NOT NULL,
    owner_public_address varchar(43) NOT NULL,
    byte_count varchar(255) NOT NULL,
    uploaded_date timestamp NOT NULL,
    assessed_winston_price varchar(255) NOT NULL,
    plan_id varchar(255) NOT NULL,
    planned_date timestamp NOT NULL,
    bundle_id varchar(43) NOT NULL,
    permanent_date timestamp NOT NULL,
    block_height int NOT NULL,
    data_start int,
    signature_type int,
    failed_bundles varchar(43)[],
    content_type varchar(255),
    premium_feature_type varchar(255) DEFAULT 'default',
    deadline_height int
);

INSERT INTO bench.{table}
SELECT
    bench.id('item', n),
    bench.id('owner', owner),
    bytes::text,
    -- A half month; items arrive in order, give or take half a minute.
    date_trunc('milliseconds', planned - interval '1 second' * (600 - k + 30 * bench.uniform(n, 1))),
    (bytes * (3900 + bundle % 50))::text,
    -- Of its own for each row: harder to compress than life.
    md5('plan' || n)::uuid::text,
    planned,
    bench.id('bundle', bundle),
    planned + interval '1 millisecond' * (3000000 + floor(900000 * bench.uniform(bundle, 2))),
    1380000 + (bundle * 14 * 720 / bundles)::int,
    CASE WHEN bench.uniform(n, 3) >= 0.04 THEN 64 * k + 32 + (k * 2900 + floor(2900 * bench.uniform(n, 4)))::int END,
    CASE WHEN bench.uniform(n, 5) >= 0.02 THEN (ARRAY[1, 1, 1, 1, 1, 3, 3, 3, 2, 4])[1 + owner % 10] END,
    CASE
        WHEN failed < 0.94 THEN '{}'::varchar[]
        WHEN failed < 0.98 THEN NULL
        WHEN failed < 0.994 THEN ARRAY[bench.id('failed', bundle)]
        WHEN failed < 0.998 THEN ARRAY[bench.id('failed', bundle), bench.id('failed', bundle + 1)]
        ELSE ARRAY[bench.id('failed', bundle), bench.id('failed', bundle + 1), bench.id('failed', bundle + 2)]
    END,
    CASE WHEN bench.uniform(n, 6) >= 0.08 THEN
        -- The first of 30 types is 30 times as frequent as the last.
        (ARRAY['application/json', 'image/png', 'application/octet-stream', 'text/plain', 'image/jpeg', 'image/webp',
            'text/html', 'application/javascript', 'video/mp4', 'image/gif', 'image/svg+xml', 'text/css',
            'application/pdf', 'audio/mpeg', 'application/zip', 'text/markdown', 'application/x.arweave-manifest+json',
            'audio/wav', 'font/woff2', 'application/wasm', 'image/avif', 'text/csv', 'video/webm', 'application/xml',
            'model/gltf-binary', 'application/gzip', 'text/plain; charset=utf-8', 'video/quicktime', 'image/bmp',
            'application/vnd.apache.parquet'])[floor(exp(ln(31) * bench.uniform(n, 7)))::int]
    END,
    CASE WHEN premium < 0.02 THEN NULL
        WHEN premium < 0.97 THEN 'default'
        ELSE (ARRAY['warp_dedicated_bundles', 'redstone_oracles', 'first_data_item', 'ao'])[1 + owner % 4] END,
    CASE WHEN bench.uniform(n, 8) >= 0.1 THEN 1380200 + (bundle * 14 * 720 / bundles)::int - (n % 3)::int END
FROM (
    SELECT *,
        -- The n-th owner is n times rarer than the first; sizes spread log-normally around 2 kB.
        floor(exp(ln(6000) * bench.uniform(n, 9)))::bigint AS owner,
        1 + floor(exp(7.6 + 2 * sqrt(-2 * ln(1 - bench.uniform(n, 10))) * cos(2 * pi() * bench.uniform(n, 11))))::bigint
            AS bytes,
        bench.uniform(n, 12) AS failed,
        bench.uniform(n, 13) AS premium
    FROM (
        SELECT bundle, bundles, k, bundle * 1000 + k AS n,
            timestamp '2024-03-01 00:20:00'
                + interval '1 millisecond' * floor(bundle * (14 * 86400000.0 - 6000000) / bundles) AS planned
        FROM (SELECT {rows} / 250 + 1 AS bundles) sizes,
            LATERAL generate_series(1::bigint, bundles) bundle,
            LATERAL generate_series(1, 1 + floor(600 * bench.uniform(bundle, 14))::int) k
        LIMIT {rows}
    ) numbered
) drawn;

ALTER TABLE bench.{table} ADD PRIMARY KEY (data_item_id, uploaded_date);
