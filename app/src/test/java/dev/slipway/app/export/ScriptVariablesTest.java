package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.place.S3Access;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the variables of the shell scripts mean here. */
class ScriptVariablesTest {
    private static Optional<String> value(String option, Map<String, String> environment) {
        return new ScriptVariables(environment).value(option);
    }

    private static S3Access at(String endpoint) {
        S3Access base = S3Access.DEFAULT;
        return new S3Access(
                Optional.of(endpoint),
                base.region(),
                base.pathStyle(),
                base.encryption(),
                base.storageClass(),
                base.requesterPays());
    }

    @Test
    void theTargetIsTheBucketElseTheFolderOfTheControllerElseThatOfTheScript() {
        assertThat(value("--to", Map.of())).contains("./parquet_out");
        assertThat(value("--to", Map.of("PARQUET_DIR", "p"))).contains("p");
        assertThat(value("--to", Map.of("PARQUET_DIR", "p", "OUT_ROOT", "o"))).contains("o");
        assertThat(value("--to", Map.of("OUT_ROOT", "o", "S3_BUCKET", "b"))).contains("s3://b/etl/perm_items");
        assertThat(value("--to", Map.of("S3_PREFIX", "x/y", "S3_BUCKET", "b"))).contains("s3://b/x/y");
        assertThat(value("--to", Map.of("S3_PREFIX", "x", "S3_BUCKET", ""))).contains("./parquet_out");
    }

    @Test
    void optionsOfTheSameMeaningTakeTheValueAsItIs() {
        Map<String, String> all = Map.of(
                "RETRIES", "3",
                "RETRY_BACKOFF_SEC", "7",
                "MAX_PARALLEL", "4",
                "FLUSH_THRESHOLD", "20000",
                "PARQUET_PREFIX", "perm_items",
                "S3_LAYOUT", "flat",
                "PARTITIONS_FILE", "list.txt");
        assertThat(value("--retries", all)).contains("3");
        assertThat(value("--retry-backoff", all)).contains("7");
        assertThat(value("--parallel", all)).contains("4");
        assertThat(value("--rows-per-file", all)).contains("20000");
        assertThat(value("--prefix", all)).contains("perm_items");
        assertThat(value("--layout", all)).contains("flat");
        assertThat(value("--partitions-file", all)).contains("list.txt");
        assertThat(value("--lease", all)).isEmpty();
        assertThat(value("--retries", Map.of("RETRIES", " "))).isEmpty();
        assertThat(value("--layout", Map.of())).contains("hive-date");
    }

    @Test
    void rowsAreSplitUnlessThatIsSwitchedOff() {
        assertThat(new ScriptVariables(Map.of()).splits()).isTrue();
        assertThat(new ScriptVariables(Map.of("HIVE_SPLIT", "1")).splits()).isTrue();
        assertThat(new ScriptVariables(Map.of("HIVE_SPLIT", "0")).splits()).isFalse();
    }

    @Test
    void withoutTlsOnlyWhereTheEndpointSaysSo() {
        ScriptVariables off = new ScriptVariables(Map.of("S3_USE_SSL", "false"));
        assertThatThrownBy(() -> off.requireTransport(S3Access.DEFAULT)).hasMessageContaining("--s3-endpoint http://");
        assertThatThrownBy(() -> off.requireTransport(at("https://store:9000"))).hasMessageContaining("S3_USE_SSL");
        assertThatCode(() -> off.requireTransport(at("http://store:9000"))).doesNotThrowAnyException();
        assertThatCode(() -> new ScriptVariables(Map.of("S3_USE_SSL", "true")).requireTransport(S3Access.DEFAULT))
                .doesNotThrowAnyException();
        assertThatCode(() -> new ScriptVariables(
                                Map.of("S3_USE_SSL", "0", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000"))
                        .requireTransport(S3Access.DEFAULT))
                .doesNotThrowAnyException();
    }
}
