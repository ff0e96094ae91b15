package dev.slipway.bench;

import java.util.List;
import java.util.Map;

/** A way to move a table's rows, run as a cold process. */
sealed interface Contestant {
    /** What peers of ours say at their end, before a number. */
    String ROWS = "rows ";

    /** What tables and options call it. */
    String name();

    /** What it does and by which settings, in a line. */
    String settings();

    /** Whether it leaves files of all rows. */
    default boolean writes() {
        return true;
    }

    /** How many rows one that leaves no files has seen. */
    default long rows(Child.Usage usage, Task task) throws Child.Failed {
        String said = usage.output().strip();
        if (!said.startsWith(ROWS)) {
            throw new Child.Failed("it did not say how many rows it read: " + said);
        }
        return Long.parseLong(said.substring(ROWS.length()));
    }

    /** The command that does it once. */
    List<String> command(Task task);

    /** The class that a {@link Jvm} starts; none when it is someone else's program. */
    default List<Class<?>> mains() {
        return List.of();
    }

    /** Reads what the server sends and throws it away. */
    record Limit(Jvm jvm, int connections) implements Contestant {
        @Override
        public String name() {
            return "limit-" + connections;
        }

        @Override
        public String settings() {
            return "COPY … TO STDOUT (FORMAT binary) read into nothing by a Java process that looks at no row, "
                    + (connections == 1 ? "one connection" : connections + " connections by ctid");
        }

        @Override
        public boolean writes() {
            return false;
        }

        @Override
        public List<String> command(Task task) {
            return jvm.command(Drain.class, task.drain(connections));
        }

        @Override
        public List<Class<?>> mains() {
            return List.of(Drain.class);
        }
    }

    /** The same by the client that everyone has, where it is installed: a check of our own way. */
    record Psql() implements Contestant {
        @Override
        public String name() {
            return "limit-psql";
        }

        @Override
        public String settings() {
            return "psql -c 'COPY … TO STDOUT (FORMAT binary)' > /dev/null, one connection";
        }

        /** psql says nothing when rows go to its standard output, and exits with an error if they did not. */
        @Override
        public long rows(Child.Usage usage, Task task) {
            return task.dataset().rows();
        }

        @Override
        public boolean writes() {
            return false;
        }

        @Override
        public List<String> command(Task task) {
            String copy = task.wholeTable();
            return List.of("sh", "-c", "exec psql -X -d \"$1\" -c \"$2\" > /dev/null", "sh", task.url(), copy);
        }
    }

    /** The command as a user types it. */
    record Slipway(boolean readBack) implements Contestant {
        @Override
        public String name() {
            return readBack ? "slipway-verified" : "slipway";
        }

        @Override
        public String settings() {
            return "./slipway export postgres TABLE --connections 2"
                    + (readBack ? ": every file read back before it is visible" : " --verify later");
        }

        @Override
        public List<String> command(Task task) {
            List<String> later = readBack ? List.of() : List.of("--verify", "later");
            return Command.of(
                    List.of(task.launcher().toString(), "export", "postgres", task.table()),
                    List.of("--url", task.url(), "--to", task.folder().toString(), "--connections", "2"),
                    later);
        }
    }

    /** DuckDB's writer behind our decoder. */
    record DuckDbFed(Jvm jvm, boolean fast) implements Contestant {
        @Override
        public String name() {
            return fast ? "duckdb-fast" : "duckdb";
        }

        @Override
        public String settings() {
            return "DuckDB " + DuckDbPeer.version() + ", our decoder on two connections → two Arrow streams → "
                    + DuckDbPeer.copy(fast) + ", threads 2, preserve_insertion_order false";
        }

        @Override
        public List<String> command(Task task) {
            String options = fast ? "fast" : "default";
            return jvm.command(DuckDbPeer.class, Command.of(task.feed(), List.of(options)));
        }

        @Override
        public List<Class<?>> mains() {
            return List.of(DuckDbPeer.class);
        }
    }

    /** parquet-java's writer behind our decoder. */
    record ParquetJavaFed(Jvm jvm) implements Contestant {
        @Override
        public String name() {
            return "parquet-java";
        }

        @Override
        public String settings() {
            return "parquet-java " + ParquetJavaPeer.version() + ", our decoder on two connections → own WriteSupport"
                    + " → two files, zstd level " + ParquetJavaPeer.ZSTD_LEVEL + ", dictionaries, else defaults";
        }

        @Override
        public List<String> command(Task task) {
            return jvm.command(ParquetJavaPeer.class, task.feed());
        }

        @Override
        public List<Class<?>> mains() {
            return List.of(ParquetJavaPeer.class);
        }
    }

    /** What the scripts do that Slipway replaces, in one process and with larger pages. */
    record SeedsWay(Jvm jvm) implements Contestant {
        @Override
        public String name() {
            return "seeds-way";
        }

        @Override
        public String settings() {
            return "pages of " + SeedPeer.PAGE_ROWS + " rows as CSV → DuckDB " + DuckDbPeer.version()
                    + " table in memory → COPY … (FORMAT parquet, COMPRESSION zstd) every " + SeedPeer.FLUSH_ROWS
                    + " rows, one connection, threads 2";
        }

        @Override
        public List<String> command(Task task) {
            return jvm.command(SeedPeer.class, task.feed());
        }

        @Override
        public List<Class<?>> mains() {
            return List.of(SeedPeer.class);
        }
    }

    /** All of the contestants, in the order in which they take turns. */
    static List<Contestant> all(Jvm jvm, Map<String, String> environment) {
        List<Contestant> psql = Command.onPath("psql", environment) ? List.of(new Psql()) : List.of();
        return Command.of(
                List.of(new Limit(jvm, 1), new Limit(jvm, 2)),
                psql,
                List.of(
                        new Slipway(false),
                        new Slipway(true),
                        new DuckDbFed(jvm, false),
                        new DuckDbFed(jvm, true),
                        new ParquetJavaFed(jvm),
                        new SeedsWay(jvm)));
    }
}
