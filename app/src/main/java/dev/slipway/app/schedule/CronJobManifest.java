package dev.slipway.app.schedule;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A job of Kubernetes: its files in a ConfigMap, and a CronJob for each rule of its schedule. Secrets are referred to; what
 * they hold is not looked at.
 */
public final class CronJobManifest {
    private static final String HOME = "/etc/slipway";
    private static final Duration LATE = Duration.ofHours(1);

    /** What is added to it in names of runs must fit, too. */
    private static final int NAME_MAX = 49;

    /**
     * What a job needs in a container. Its paths are relative where the job file's are: then they keep their place beside
     * the job file; others are the same there.
     *
     * @param texts the job file and all that it names, by their paths
     * @param secrets files that hold what the job file does not
     * @param folders where the job writes, which outlives a run
     */
    public record Needs(SequencedMap<Path, String> texts, List<Path> secrets, List<Path> folders) {}

    private final ScheduledJob job;
    private final String image;
    private final Needs needs;
    private final String name;
    private final Path root;
    private final List<Object> mounts = new ArrayList<>();
    private final List<Object> volumes = new ArrayList<>();

    private CronJobManifest(ScheduledJob job, String image, Needs needs) {
        this.job = job;
        this.image = image;
        this.needs = needs;
        name = name(job.label());
        Path common = folder(job.file());
        for (Path path : relative()) {
            while (!absolute(path).startsWith(common)) {
                common = folder(common);
            }
        }
        root = common;
    }

    private List<Path> relative() {
        return Stream.of(needs.texts().keySet(), needs.secrets(), needs.folders())
                .flatMap(Collection::stream)
                .filter(path -> !path.isAbsolute())
                .toList();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The file: several documents. */
    public static PrintedFile of(ScheduledJob job, String image, Needs needs) {
        return new PrintedFile(job.label() + ".yaml", new CronJobManifest(job, image, needs).text());
    }

    /** Names are of small letters, digits and hyphens there. */
    private static String name(String label) {
        String name = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return name.substring(0, Math.min(NAME_MAX, name.length())).replaceAll("-$", "");
    }

    private static Path folder(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new Failure(Failure.Kind.CONFIG, path + " is in no folder");
        }
        return parent;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(YamlText.of(config()));
        mount();
        List<Rule> rules = job.schedule().rules();
        for (int i = 0; i < rules.size(); i++) {
            String numbered = rules.size() == 1 ? name : name + '-' + (i + 1);
            text.append("---\n")
                    .append(YamlText.of(cronJob(numbered, rules.get(i).cron())));
        }
        return text.toString();
    }

    private Map<String, Object> config() {
        Map<String, Object> data = new LinkedHashMap<>();
        needs.texts().values().forEach(text -> data.put(key(data.size()), text));
        return map("apiVersion", "v1", "kind", "ConfigMap", "metadata", map("name", name), "data", data);
    }

    private static String key(int file) {
        return file == 0 ? "job.yaml" : "file-" + file + ".yaml";
    }

    /** Each file is mounted by itself: folders that the job writes to may stand beside it. */
    private void mount() {
        volumes.add(map("name", "config", "configMap", map("name", name)));
        for (Path path : needs.texts().keySet()) {
            mounts.add(
                    map("name", "config", "mountPath", there(path), "subPath", key(mounts.size()), "readOnly", true));
        }
        if (!needs.secrets().isEmpty()) {
            volumes.add(map("name", "secrets", "secret", map("secretName", name)));
        }
        for (Path path : needs.secrets()) {
            String key = String.valueOf(path.getFileName());
            mounts.add(map("name", "secrets", "mountPath", there(path), "subPath", key, "readOnly", true));
        }
        for (Path path : needs.folders()) {
            String volume = "data-" + (volumes.size() + 1);
            mounts.add(map("name", volume, "mountPath", there(path)));
            volumes.add(map(
                    "name", volume, "persistentVolumeClaim", map("claimName", name(name + '-' + path.getFileName()))));
        }
        mounts.add(map("name", "tmp", "mountPath", "/tmp"));
        volumes.add(map("name", "tmp", "emptyDir", Map.of()));
    }

    /** Where a path of this machine is in the container. */
    private String there(Path path) {
        return path.isAbsolute() ? path.normalize().toString() : HOME + '/' + root.relativize(absolute(path));
    }

    private String fileThere() {
        return HOME + '/' + root.relativize(job.file());
    }

    private Map<String, Object> cronJob(String numbered, String schedule) {
        Map<String, Object> spec = map(
                "schedule",
                schedule,
                "timeZone",
                job.schedule().zone().getId(),
                "concurrencyPolicy",
                "Forbid",
                "startingDeadlineSeconds",
                LATE.toSeconds(),
                "successfulJobsHistoryLimit",
                3,
                "failedJobsHistoryLimit",
                3,
                "jobTemplate",
                map("spec", jobSpec()));
        return map("apiVersion", "batch/v1", "kind", "CronJob", "metadata", map("name", numbered), "spec", spec);
    }

    private Map<String, Object> jobSpec() {
        Map<String, Object> spec = map("backoffLimit", 1);
        job.deadline().ifPresent(limit -> spec.put("activeDeadlineSeconds", limit.toSeconds()));
        Map<String, Object> pod = map(
                "restartPolicy",
                "Never",
                "terminationGracePeriodSeconds",
                ScheduledJob.GRACE.toSeconds(),
                "containers",
                List.of(container()),
                "volumes",
                volumes);
        spec.put("template", map("metadata", map("labels", map("app.kubernetes.io/name", name)), "spec", pod));
        return spec;
    }

    private Map<String, Object> container() {
        Map<String, Object> container = map("name", "slipway", "image", image);
        job.command().ifPresent(command -> container.put("command", List.of(command)));
        container.put("args", List.of("run", fileThere()));
        if (!job.variables().isEmpty()) {
            container.put("env", job.variables().stream().map(this::variable).toList());
        }
        container.put(
                "resources",
                map(
                        "requests", map("cpu", "250m", "memory", "512Mi"),
                        "limits", map("memory", "1Gi")));
        container.put(
                "securityContext", map("allowPrivilegeEscalation", false, "capabilities", map("drop", List.of("ALL"))));
        container.put("volumeMounts", mounts);
        return container;
    }

    private Map<String, Object> variable(String variable) {
        return map("name", variable, "valueFrom", map("secretKeyRef", map("name", name, "key", variable)));
    }

    /** In the order in which they are named. */
    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
