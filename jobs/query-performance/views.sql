-- Views and macros over the tables of jobs/query-performance.yaml.
CREATE OR REPLACE VIEW query_performance AS SELECT * FROM query_perf;
CREATE OR REPLACE VIEW index_recommendations AS SELECT * FROM index_advisor;
CREATE OR REPLACE VIEW optimization_events AS SELECT * FROM optimization_summary;

CREATE OR REPLACE MACRO avg_query_time(days) AS (
  SELECT avg(execution_time_ms) FROM query_performance WHERE date_partition >= current_date - CAST(days AS INTEGER)
);

CREATE OR REPLACE MACRO slow_queries(threshold_ms) AS TABLE
  SELECT * FROM query_performance WHERE execution_time_ms > threshold_ms ORDER BY execution_time_ms DESC;
