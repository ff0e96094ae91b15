package dev.slipway.app.job;

import dev.slipway.app.place.Place;
import dev.slipway.config.Secret;
import dev.slipway.mapping.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a job needs that is not in its file. */
final class JobParts {
    private JobParts() {}

    /** Where values are kept that do not belong into the file. */
    static List<Secret> secrets(JobFile file) {
        Stream<Secret> urls = Stream.concat(source(file), file.ledger().url().stream())
                .filter(Url.Kept.class::isInstance)
                .map(url -> ((Url.Kept) url).secret());
        return Stream.concat(urls, file.watch().webhooks().stream().map(WatchSection.Webhook::url))
                .toList();
    }

    private static Stream<Url> source(JobFile file) {
        return switch (file.source()) {
            case JobSource.Postgres postgres -> Stream.of(postgres.url());
            case JobSource.Files files -> Stream.of();
        };
    }

    /** The variables of the environment among them. */
    static List<String> variables(JobFile file) {
        return secrets(file).stream()
                .filter(Secret.InVariable.class::isInstance)
                .map(secret -> ((Secret.InVariable) secret).name())
                .distinct()
                .toList();
    }

    /** The files among them. */
    static List<Path> secretFiles(JobFile file) {
        return secrets(file).stream()
                .filter(Secret.InFile.class::isInstance)
                .map(secret -> ((Secret.InFile) secret).path())
                .distinct()
                .toList();
    }

    /** The job file, and then every file that says more of the job. */
    static List<Path> files(JobFile file) {
        List<Path> files = new ArrayList<>(List.of(file.file()));
        switch (file.source()) {
            case JobSource.Postgres postgres ->
                postgres.job().mappings().all().stream()
                        .map(Mapping::file)
                        .forEach(mapping -> files.add(Path.of(mapping)));
            case JobSource.Files read ->
                read.inputs().stream()
                        .flatMap(input -> input.schemaFiles().stream())
                        .distinct()
                        .forEach(files::add);
        }
        files.addAll(file.watch().views());
        return files;
    }

    /** Folders that the job writes to. */
    static List<Path> folders(JobFile file) {
        return switch (file.to()) {
            case Place.Folder folder -> List.of(folder.path());
            case Place.Bucket bucket -> List.of();
            case Place.Spooled spooled -> List.of(spooled.folder());
        };
    }

    static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
