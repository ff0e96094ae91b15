package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.place.S3Access;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The variables by which shell scripts of the same purpose are told what to do, as defaults of the options that mean the
 * same. Empty ones count as unset.
 */
final class ScriptVariables implements IDefaultValueProvider {
    private static final String PREFIX_OF_SCRIPTS = "etl/perm_items";
    private static final String FOLDER_OF_SCRIPTS = "./parquet_out";

    /** Options whose value is the variable's. */
    private static final Map<String, String> SAME = Map.of(
            "--prefix", "PARQUET_PREFIX",
            "--rows-per-file", "FLUSH_THRESHOLD",
            "--retries", "RETRIES",
            "--retry-backoff", "RETRY_BACKOFF_SEC",
            "--parallel", "MAX_PARALLEL",
            "--partitions-file", "PARTITIONS_FILE");

    private final Map<String, String> environment;

    /** Those of this process. */
    ScriptVariables() {
        this(System.getenv());
    }

    ScriptVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? value(option.longestName()).orElse(null)
                : null;
    }

    /** What an option is when nobody says it on the command line; empty when the variables say nothing of it. */
    Optional<String> value(String option) {
        return switch (option) {
            case "--to" -> Optional.of(place());
            case "--layout" -> Optional.of(variable("S3_LAYOUT").orElse(FileOptions.HIVE_DATE));
            default -> Optional.ofNullable(SAME.get(option)).flatMap(this::variable);
        };
    }

    private String place() {
        return variable("S3_BUCKET")
                .map(bucket -> "s3://" + bucket + '/' + variable("S3_PREFIX").orElse(PREFIX_OF_SCRIPTS))
                .or(() -> variable("OUT_ROOT"))
                .or(() -> variable("PARQUET_DIR"))
                .orElse(FOLDER_OF_SCRIPTS);
    }

    List<String> partitions() {
        return variable("PARTITIONS").map(PartitionList::ofText).orElse(List.of());
    }

    /** Whether rows of several dates may share a file. */
    boolean splits() {
        return variable("HIVE_SPLIT").map(ScriptVariables::on).orElse(true);
    }

    /**
     * Refuses to speak otherwise with S3 than was asked for: that is said by the endpoint here.
     *
     * @throws Failure CONFIG
     */
    void requireTransport(S3Access access) {
        boolean encrypted = variable("S3_USE_SSL").map(ScriptVariables::on).orElse(true);
        String endpoint = access.endpoint()
                .or(() -> variable("AWS_ENDPOINT_URL_S3"))
                .or(() -> variable("AWS_ENDPOINT_URL"))
                .orElse("https://");
        if (!encrypted && !endpoint.startsWith("http://")) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "S3_USE_SSL is off, but the store is reached by https: name it with --s3-endpoint http://host:port,"
                            + " or leave S3_USE_SSL unset");
        }
    }

    private static boolean on(String value) {
        return !Set.of("0", "false", "no", "off").contains(value.toLowerCase(Locale.ROOT));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
