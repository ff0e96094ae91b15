package dev.slipway.app.job;

import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.RejectRule;
import java.util.List;

/** Where the rows of a job come from. */
sealed interface JobSource {
    /**
     * Tables or a query of a database.
     *
     * @param url where to connect
     * @param job everything else; it does not know yet where to connect
     */
    record Postgres(Url url, ExportJob job) implements JobSource {}

    /** Files, here or in S3. */
    record Files(List<JobInput> inputs, RejectRule rejects) implements JobSource {
        public Files {
            inputs = List.copyOf(inputs);
        }
    }
}
