package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import dev.slipway.app.job.JobFile;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which places a query is about. */
final class PlaceOptions {
    private static final Path LAKE = Path.of("lake");
    private static final Path JOBS = Path.of("jobs");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_]\\w*)=(.+)");

    @Option(
            names = "--at",
            paramLabel = "[NAME=]PLACE",
            description = "A folder or s3://bucket/prefix that was written to, and what to call it (default: its last"
                    + " part). May be repeated. Without --at and --job: the targets of ./jobs/*.yaml, and ./lake.")
    private List<String> at = List.of();

    @Option(names = "--job", paramLabel = "FILE", description = "A job file, whose target is meant. May be repeated.")
    private List<Path> jobs = List.of();

    @Mixin
    private final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    /**
     * What is found.
     *
     * @param views files of SQL that the jobs have among them, which may speak of tables that are not there yet
     */
    record Found(List<Dataset> datasets, List<Path> views) {}

    /**
     * What was published at all places that are meant.
     *
     * @param told is told of what is left out
     * @throws Failure CONFIG when nothing is found
     */
    Found find(Published published, PrintWriter told) {
        List<Path> views = new ArrayList<>();
        return new Found(datasets(published, told, views), views);
    }

    private List<Dataset> datasets(Published published, PrintWriter told, List<Path> views) {
        if (!at.isEmpty() || !jobs.isEmpty()) {
            return published.at(
                    Stream.concat(at.stream().map(this::place), jobs.stream().map(file -> job(file, views)))
                            .toList());
        }
        List<NamedPlace> found = new ArrayList<>();
        for (Path file : jobFiles()) {
            attempt(file.toString(), told, () -> found.add(job(file, views)));
        }
        if (Files.isDirectory(LAKE.resolve("_slipway"))) {
            found.add(place(LAKE.toString()));
        }
        List<Dataset> all = new ArrayList<>();
        for (NamedPlace place : Published.distinct(found)) {
            attempt(place.place().toString(), told, () -> all.addAll(published.at(List.of(place))));
        }
        if (all.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "there is nothing to query here: neither ./lake nor the target of a job in ./jobs has a table; name"
                            + " the folder that files were written to by --at");
        }
        return all;
    }

    /** What nobody named need not be there. */
    private static void attempt(String what, PrintWriter told, Runnable action) {
        try {
            action.run();
        } catch (Failure e) {
            if (e.kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            told.println(TableText.printable("slipway: " + what + " is left out: " + e.text()));
        }
    }

    private NamedPlace place(String spelled) {
        Matcher named = NAMED.matcher(spelled);
        boolean isNamed = named.matches();
        Place place = Place.of(isNamed ? named.group(2) : spelled, s3.access());
        return new NamedPlace(isNamed ? named.group(1) : NamedPlace.nameOf(place), place, ledger.access());
    }

    private static NamedPlace job(Path file, List<Path> views) {
        JobFile job = JobFile.read(file);
        views.addAll(job.views());
        return new NamedPlace(job.name(), job.to(), job.ledgerAccess(System.getenv()));
    }

    private static List<Path> jobFiles() {
        if (!Files.isDirectory(JOBS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(JOBS)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the job files cannot be listed: " + IoText.of(e), e);
        }
    }
}
