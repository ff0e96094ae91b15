package dev.slipway.app.export;

/** What a command or a job file asks for, complete: {@link JobRun} runs it. */
public abstract sealed class Work permits PostgresWork, FileWork {
    Work() {}

    /** An export of a database. */
    public static Work of(ExportJob job) {
        return new PostgresWork(job);
    }

    /** Files become tables. */
    public static Work of(FileJob job) {
        return new FileWork(job);
    }

    /** The job that owns the tables that it writes. */
    abstract String job();

    /**
     * Says what would be done.
     *
     * @return the process' exit status
     */
    abstract int look(Running running);

    /**
     * Does it, and says how it ended.
     *
     * @return the process' exit status
     */
    abstract int run(Running running);
}
