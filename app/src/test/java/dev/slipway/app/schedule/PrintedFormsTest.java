package dev.slipway.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListParser;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.Failure;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed is what the schedulers read, whatever names and paths a job has. */
final class PrintedFormsTest {
    private static final ZoneId BANGKOK = ZoneId.of("Asia/Bangkok");

    @TempDir
    Path folder;

    /** Stands for Slipway: says its arguments and a variable, a line each. */
    private ScheduledJob hostile(List<String> variables) throws IOException {
        ScheduledJob job = Jobs.hostile(folder, variables);
        Path launcher = Path.of(job.command().orElseThrow());
        Files.writeString(launcher, "#!/bin/sh\nprintf '%s\\n' \"$@\" \"secret=${DB_URL-}\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(job.logs().orElseThrow());
        Files.createDirectories(folder.resolve(".config/slipway"));
        Files.writeString(folder.resolve(".config/slipway/" + job.name() + ".env"), "DB_URL='a b'\n");
        return job;
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void systemdFindsNoFaultInTheUnits() throws Exception {
        assumeTrue(Systemd.isHere(), "there is no systemd-analyze on this machine");
        for (ScheduledJob job :
                List.of(hostile(List.of("DB_URL")), hostile(List.of()), Jobs.hostile(folder, List.of()))) {
            List<PrintedFile> files = SystemdUnits.of(job);
            for (PrintedFile file : files) {
                Files.writeString(folder.resolve(file.name()), file.text());
            }
            for (PrintedFile file : files) {
                assertThat(Systemd.analyze("verify", folder.resolve(file.name()).toString()))
                        .isEmpty();
            }
        }
    }

    @Test
    void systemdIsToldPriorityAndHowToStop() {
        String service = SystemdUnits.of(Jobs.parquetExport(Jobs.daily("Asia/Bangkok", "05:00")))
                .getFirst()
                .text();

        assertThat(service)
                .contains("ExecStart=/opt/slipway/slipway run /srv/jobs/query-performance.yaml\n")
                .contains("Nice=10\n", "IOSchedulingClass=idle\n", "TimeoutStartSec=660s\n", "KillSignal=SIGINT\n")
                .contains("StandardOutput=append:/srv/g/logs/parquet_export.log\n")
                .contains("StandardError=append:/srv/g/logs/parquet_export.err\n");
        assertThat(SystemdUnits.of(Jobs.hostile(folder, List.of())).getFirst().text())
                .contains("TimeoutStartSec=infinity\n")
                .contains("j'ob %%h %% \\\"&<é> $$HOME $${X} `x` \\\\.yaml\"\n");
    }

    @Test
    void launchdRunsTheCommandAsItWasGiven() throws Exception {
        ScheduledJob job = hostile(List.of());
        NSDictionary plist = plist(job);

        assertThat(plist.get("Label")).hasToString("slipway---.yes");
        assertThat(plist.get("StandardOutPath")).hasToString(job.output().orElseThrow());
        assertThat(plist.get("StandardErrorPath")).hasToString(job.errors().orElseThrow());
        assertThat(run(words(plist))).isEqualTo("run\n" + job.file() + "\nsecret=\n");
        assertThat(run(words(plist(hostile(List.of("DB_URL")))))).isEqualTo("run\n" + job.file() + "\nsecret=a b\n");
    }

    private static NSDictionary plist(ScheduledJob job) throws Exception {
        return (NSDictionary) PropertyListParser.parse(
                LaunchdPlist.of(job, BANGKOK, Jobs.NOW).text().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(NSDictionary plist) {
        return Stream.of(((NSArray) Objects.requireNonNull(plist.get("ProgramArguments"))).getArray())
                .map(NSObject::toString)
                .toList();
    }

    @Test
    void launchdHasTheExampleAsItsAuthorsWouldWriteIt() throws Exception {
        ScheduledJob job = Jobs.parquetExport(Jobs.daily("Asia/Bangkok", "05:00"));
        NSDictionary plist = plist(job);

        assertThat(plist.toJavaObject())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("Label", "com.02luka.parquet_export")
                .containsEntry("Nice", 10)
                .containsEntry("LowPriorityIO", true)
                .containsEntry("StandardOutPath", "/srv/g/logs/parquet_export.log")
                .containsEntry("StandardErrorPath", "/srv/g/logs/parquet_export.err");
        assertThat(LaunchdPlist.of(job, BANGKOK, Jobs.NOW).text()).contains("""
                  <key>StartCalendarInterval</key>
                  <dict>
                    <key>Hour</key>
                    <integer>5</integer>
                    <key>Minute</key>
                    <integer>0</integer>
                  </dict>
                """);
    }

    @Test
    void moreTimesThanLaunchdShouldListAreRefused() {
        ScheduledJob job = Jobs.parquetExport(Jobs.cron("Asia/Bangkok", "*/2 8-18 * * 1-5"));

        assertThatThrownBy(() -> LaunchdPlist.of(job, BANGKOK, Jobs.NOW))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.text()).contains("1650 times", "less often"));
    }

    @Test
    void aCrontabRunsTheCommandAsItWasGiven() throws Exception {
        for (List<String> variables : List.of(List.<String>of(), List.of("DB_URL"))) {
            ScheduledJob job = hostile(variables);
            String line = CronTable.of(job, Optional.empty(), Jobs.NOW)
                    .text()
                    .lines()
                    .toList()
                    .getLast();
            // What cron does with it before a shell reads it.
            assertThat(line).startsWith("0 5 * * * ").doesNotContainPattern("[^\\\\]%");
            run(List.of("/bin/sh", "-c", line.substring("0 5 * * * ".length()).replace("\\%", "%")));

            Path log = Path.of(job.output().orElseThrow());
            assertThat(Files.readString(log))
                    .isEqualTo("run\n" + job.file() + "\nsecret=" + (variables.isEmpty() ? "" : "a b") + '\n');
            assertThat(Path.of(job.errors().orElseThrow())).isEmptyFile();
            Files.delete(log);
        }
    }

    @Test
    void aCrontabSaysItsZoneUnlessItIsTheMachines() {
        ScheduledJob job = Jobs.parquetExport(Jobs.daily("Asia/Bangkok", "05:00"));

        assertThat(CronTable.of(job, Optional.empty(), Jobs.NOW).text()).contains("\nCRON_TZ=Asia/Bangkok\n0 5 * * * ");
        assertThat(CronTable.of(job, Optional.of(ZoneId.of("UTC")), Jobs.NOW).text())
                .contains("by the clocks of UTC", "\n0 22 * * * ")
                .doesNotContain("CRON_TZ");
    }

    private static List<JsonElement> valid(PrintedFile file) throws IOException {
        List<JsonElement> documents = Yaml.documents(file.text());
        V1ConfigMap.validateJsonElement(documents.getFirst());
        for (JsonElement document : documents.subList(1, documents.size())) {
            V1CronJob.validateJsonElement(document);
        }
        return documents;
    }

    @Test
    void kubernetesFindsNoFaultInTheManifest() throws IOException {
        String text = "job: yes\n  # no: \"é\" % ' \\ \t tab\n\n'no': on\n";
        Path file = Path.of("jobs/on.yaml");
        SequencedMap<Path, String> texts = new LinkedHashMap<>();
        texts.put(file, text);
        texts.put(Path.of("jobs/../mappings/m ü.yaml"), "mapping: 1 \r\n\n\n");
        texts.put(Path.of("/etc/else.yaml"), "");
        ScheduledJob job = new ScheduledJob(
                "on",
                "slipway-on",
                Jobs.daily("Asia/Bangkok", "05:00", "17:30"),
                Optional.of(Duration.ofMinutes(10)),
                true,
                Optional.empty(),
                Optional.of("yes"),
                file.toAbsolutePath(),
                List.of("NO", "DB_URL"));
        CronJobManifest.Needs needs = new CronJobManifest.Needs(
                texts,
                List.of(Path.of("jobs/secrets/url"), Path.of("/run/secrets/l")),
                List.of(Path.of("jobs/../lake")));
        List<JsonElement> documents = valid(CronJobManifest.of(job, "registry.example/slipway:1", needs));

        JsonObject data = documents.getFirst().getAsJsonObject().getAsJsonObject("data");
        assertThat(data.get("job.yaml").getAsString()).isEqualTo(text);
        assertThat(data.get("file-1.yaml").getAsString()).isEqualTo("mapping: 1 \r\n\n\n");
        assertThat(documents).hasSize(3);
        JsonObject spec = documents.get(1).getAsJsonObject().getAsJsonObject("spec");
        assertThat(spec.get("timeZone").getAsString()).isEqualTo("Asia/Bangkok");
        assertThat(spec.get("concurrencyPolicy").getAsString()).isEqualTo("Forbid");
        JsonObject run = spec.getAsJsonObject("jobTemplate").getAsJsonObject("spec");
        assertThat(run.get("activeDeadlineSeconds").getAsInt()).isEqualTo(660);
        JsonObject container = run.getAsJsonObject("template")
                .getAsJsonObject("spec")
                .getAsJsonArray("containers")
                .get(0)
                .getAsJsonObject();
        assertThat(container.get("args")).hasToString("[\"run\",\"/etc/slipway/jobs/on.yaml\"]");
        assertThat(container.get("command")).hasToString("[\"yes\"]");
        assertThat(container.getAsJsonArray("env").get(0))
                .hasToString(
                        "{\"name\":\"NO\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"slipway-on\",\"key\":\"NO\"}}}");
        assertThat(container.getAsJsonArray("volumeMounts").asList())
                .extracting(mount -> mount.getAsJsonObject().get("mountPath").getAsString())
                .containsExactly(
                        "/etc/slipway/jobs/on.yaml",
                        "/etc/slipway/mappings/m ü.yaml",
                        "/etc/else.yaml",
                        "/etc/slipway/jobs/secrets/url",
                        "/run/secrets/l",
                        "/etc/slipway/lake",
                        "/tmp");
    }

    @Test
    void theJudgeOfManifestsWouldNoticeAWrongKey() {
        JsonElement wrong = Yaml.documents("""
                apiVersion: batch/v1
                kind: CronJob
                spec: {schedule: "0 5 * * *", jobTemplate: {spec: {template: {spec: {containers: [{nam: a}]}}}}}
                """).getFirst();

        assertThatThrownBy(() -> V1CronJob.validateJsonElement(wrong)).hasMessageContaining("nam");
    }

    @Test
    void namesOfKubernetesAreMadeOfWhatItAllows() throws IOException {
        for (String label :
                List.of("com.02luka.parquet_export", "A", "x-" + "Y_".repeat(40), "slipway---.yes", "a...")) {
            ScheduledJob plain = Jobs.parquetExport(Jobs.daily("UTC", "05:00", "06:30"));
            ScheduledJob job = new ScheduledJob(
                    "a",
                    label,
                    plain.schedule(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    plain.file(),
                    List.of());
            CronJobManifest.Needs needs = new CronJobManifest.Needs(new LinkedHashMap<>(), List.of(), List.of());
            assertThat(valid(CronJobManifest.of(job, "i", needs)).stream().map(document -> document.getAsJsonObject()
                            .getAsJsonObject("metadata")
                            .get("name")
                            .getAsString()))
                    .allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?"))
                    .hasSize(3);
        }
    }

    @Test
    void aPathThatCouldEndALineIsRefused() {
        ScheduledJob job = Jobs.parquetExport(Jobs.daily("UTC", "05:00"));

        assertThatThrownBy(() -> new ScheduledJob(
                        job.name(),
                        job.label(),
                        job.schedule(),
                        job.timeout(),
                        true,
                        job.logs(),
                        job.command(),
                        Path.of("/a\nExecStart=/b"),
                        List.of()))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.text())
                        .contains("path of the job file", "control character"));
    }
}
