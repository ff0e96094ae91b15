-- What to ask of the tables of jobs/query-performance.yaml. Each query runs as it is where the job's output lies, with
--   slipway sql --file jobs/query-performance/example_queries.sql --job jobs/query-performance.yaml
-- In DuckDB itself, make the tables first, one like this for each:
--   CREATE VIEW query_perf AS SELECT * FROM read_parquet('knowledge/optimize/parquet/query_perf/**/*.parquet', union_by_name = true);

-- Queries of each day, the last 30 days that there are
SELECT date_partition, count(*) AS queries, round(avg(execution_time_ms), 2) AS avg_ms, max(execution_time_ms) AS max_ms
FROM query_perf
GROUP BY date_partition
ORDER BY date_partition DESC
LIMIT 30;

-- The trend of a week
SELECT date_partition, count(*) AS queries, avg(execution_time_ms) AS avg_ms
FROM query_performance
WHERE date_partition >= current_date - INTERVAL 7 DAY
GROUP BY date_partition
ORDER BY date_partition;

-- What takes longest in all
SELECT query_hash, any_value(query_type) AS query_type, count(*) AS queries, sum(execution_time_ms) AS total_ms,
  quantile_cont(execution_time_ms, 0.95) AS p95_ms
FROM query_performance
GROUP BY query_hash
ORDER BY total_ms DESC
LIMIT 20;

-- How often the cache helps, by table
SELECT table_name, count(*) AS queries, round(100.0 * count(*) FILTER (cache_hit) / count(*), 1) AS hit_percent
FROM query_performance
GROUP BY table_name
ORDER BY queries DESC;

-- Patterns that are slow in most of their periods
SELECT pattern, period, count(*) AS periods, avg(p95_ms) AS p95_ms
FROM query_perf_rollup
WHERE slow_flag
GROUP BY pattern, period
ORDER BY periods DESC, p95_ms DESC;

-- Indexes that were recommended, the most urgent first
SELECT date_partition, table_name, recommended_index, estimated_speedup, priority, status
FROM index_recommendations
ORDER BY date_partition DESC, priority;

-- What the optimizer did
SELECT timestamp, event_type, metric_name, metric_value
FROM optimization_events
WHERE metric_name IS NOT NULL
ORDER BY timestamp;

-- The macros
SELECT avg_query_time(30) AS avg_ms_of_30_days;

SELECT timestamp, query_type, execution_time_ms, table_name FROM slow_queries(80) LIMIT 10;
