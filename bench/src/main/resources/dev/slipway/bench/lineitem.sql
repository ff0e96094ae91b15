-- Like TPC-H's lineitem: 1 to 7 lines an order, sparse ascending order keys, its value ranges and its dependent dates.
CREATE TABLE bench.{table} (
    l_orderkey bigint NOT NULL,
    l_partkey bigint NOT NULL,
    l_suppkey bigint NOT NULL,
    l_linenumber int NOT NULL,
    l_quantity numeric(15,2) NOT NULL,
    l_extendedprice numeric(15,2) NOT NULL,
    l_discount numeric(15,2) NOT NULL,
    l_tax numeric(15,2) NOT NULL,
    l_returnflag char(1) NOT NULL,
    l_linestatus char(1) NOT NULL,
    l_shipdate date NOT NULL,
    l_commitdate date NOT NULL,
    l_receiptdate date NOT NULL,
    l_shipinstruct char(25) NOT NULL,
    l_shipmode char(10) NOT NULL,
    l_comment varchar(44) NOT NULL
);

INSERT INTO bench.{table}
SELECT
    n / 8 * 32 + n % 8,
    part,
    1 + floor(10000 * bench.uniform(line, 1))::bigint,
    number,
    quantity,
    (quantity * (90000 + part / 10 % 20001 + 100 * (part % 1000)))::numeric / 100,
    floor(11 * bench.uniform(line, 2))::numeric / 100,
    floor(9 * bench.uniform(line, 3))::numeric / 100,
    CASE WHEN received > date '1995-06-17' THEN 'N' WHEN bench.uniform(line, 4) < 0.5 THEN 'R' ELSE 'A' END,
    CASE WHEN shipped > date '1995-06-17' THEN 'O' ELSE 'F' END,
    shipped,
    ordered + 30 + floor(61 * bench.uniform(line, 5))::int,
    received,
    (ARRAY['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'])[1 + floor(4 * bench.uniform(line, 6))::int],
    (ARRAY['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'])[1 + floor(7 * bench.uniform(line, 7))::int],
    -- 10 to 43 characters of a running text, cut anywhere.
    substr(
        words[1 + (h & 63)] || ' ' || words[1 + (h >> 6 & 63)] || ' ' || words[1 + (h >> 12 & 63)] || ' '
            || words[1 + (h >> 18 & 63)] || ' ' || words[1 + (h >> 24 & 63)] || ' ' || words[1 + (h >> 30 & 63)] || ' '
            || words[1 + (h >> 36 & 63)] || ' ' || words[1 + (h >> 42 & 63)] || ' ' || words[1 + (h >> 48 & 63)],
        1 + (h >> 54 & 7)::int,
        10 + floor(34 * bench.uniform(line, 8))::int)
FROM (
    SELECT *, shipped + 1 + floor(30 * bench.uniform(line, 9))::int AS received
    FROM (
        SELECT n, number, line, words, ordered,
            1 + floor(200000 * bench.uniform(line, 10))::bigint AS part,
            1 + floor(50 * bench.uniform(line, 11))::bigint AS quantity,
            ordered + 1 + floor(121 * bench.uniform(line, 12))::int AS shipped,
            hashint8extended(line, 13) AS h
        FROM (
            SELECT n, number, n * 8 + number AS line, words,
                date '1992-01-01' + floor(2406 * bench.uniform(n, 14))::int AS ordered
            FROM (SELECT string_to_array('furiously quickly slyly carefully blithely express regular special final '
                'pending ironic even bold silent unusual requests deposits packages accounts instructions theodolites '
                'foxes ideas pinto beans dependencies excuses platelets asymptotes courts dolphins multipliers sauternes '
                'warthogs frets dinos attainments sentiments sleep wake haggle nag use boost affix detect integrate '
                'cajole maintain nod doze above among the about across after against along according to beneath beyond '
                'waters', ' ') AS words) list,
                LATERAL generate_series(1::bigint, {rows}::bigint) n,
                LATERAL generate_series(1, 1 + floor(7 * bench.uniform(n, 15))::int) number
            LIMIT {rows}
        ) numbered
    ) drawn
) dated;

ALTER TABLE bench.{table} ADD PRIMARY KEY (l_orderkey, l_linenumber);
