package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.config.Secret;
import dev.slipway.config.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong with a job file, as far as that shows without connecting. A mistake is noted, taken out of the file, and the
 * rest read again.
 *
 * @param job what it says, if nothing is wrong
 * @param problems a line each, which says where
 */
record JobCheck(Path file, Optional<JobFile> job, List<String> problems) {
    /**
     * Looks at a file.
     *
     * @param environment where references to variables lead; empty: references are not followed
     */
    static JobCheck of(Path file, Optional<Map<String, String>> environment) {
        Set<String> problems = new LinkedHashSet<>();
        Optional<JobFile> job = Optional.empty();
        try {
            job = read(file, new Mistakes(file, YamlFile.read(file), problems));
        } catch (Failure e) {
            problems.add(e.text());
        }
        job.ifPresent(read -> environment.ifPresent(variables -> references(read, variables, problems)));
        return new JobCheck(file, problems.isEmpty() ? job : Optional.empty(), Mistakes.sorted(problems));
    }

    private static Optional<JobFile> read(Path file, Mistakes mistakes) {
        mistakes.missing();
        while (true) {
            try {
                JobFile job = JobFile.read(file, mistakes.rest());
                return mistakes.any() ? Optional.empty() : Optional.of(job);
            } catch (Failure e) {
                if (!mistakes.note(e)) {
                    return Optional.empty();
                }
            }
        }
    }

    private static void references(JobFile job, Map<String, String> environment, Set<String> problems) {
        for (Secret secret : JobParts.secrets(job)) {
            try {
                secret.reveal(environment);
            } catch (Failure e) {
                problems.add(e.text());
            }
        }
    }
}
