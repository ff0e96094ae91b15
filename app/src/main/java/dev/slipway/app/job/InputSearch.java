package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.export.FileArguments;
import dev.slipway.app.export.FileFinder;
import dev.slipway.app.place.S3Access;
import dev.slipway.files.CsvForms;
import dev.slipway.files.FileInput;
import dev.slipway.files.FileRead;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.files.FirstDate;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the files of a job: by their names, and of which day each is.
 *
 * @param job its name, by which its tables remember whose files they are made of
 * @param zone in which a file was changed on a day
 */
record InputSearch(String job, List<JobInput> inputs, S3Access s3, ZoneId zone, InputChoice choice)
        implements FileFinder {
    private static final String ENDINGS = "(\\.[A-Za-z][A-Za-z0-9]{0,9})+$";

    @Override
    public Found find(Search search) {
        FileArguments files = new FileArguments(s3, search.cancel());
        Set<String> wanted = named(files);
        Map<String, JobInput> owners = new HashMap<>();
        List<String> notes = new ArrayList<>();
        Map<String, List<FileRead>> tables = new LinkedHashMap<>();
        for (JobInput input : inputs) {
            List<FileInput> found = files.matching(input.pattern().wild()).stream()
                    .filter(file -> input.pattern().matches(file.name()))
                    .toList();
            List<FileRead> chosen = chosen(reads(input, latest(input, found), wanted, search, notes));
            if (chosen.isEmpty()) {
                missing(input, found.isEmpty(), notes);
            }
            chosen.forEach(read -> requireOnce(read, input, owners));
            chosen.forEach(read -> tables.computeIfAbsent(read.schema().name(), table -> new ArrayList<>())
                    .add(named(input, read)));
        }
        return new Found(
                tables.values().stream()
                        .map(reads -> new FileSet("files of the job " + job, reads, true))
                        .toList(),
                notes);
    }

    /** A file that is read twice would be in its table twice. */
    private static void requireOnce(FileRead read, JobInput input, Map<String, JobInput> owners) {
        JobInput other = owners.put(read.input().name(), input);
        if (other != null) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    other.pattern() + " and " + input.pattern() + " both mean "
                            + read.input().name() + ": let each file be meant by one input");
        }
    }

    /** Of many days only the latest need be looked into, where names tell them. */
    private List<FileInput> latest(JobInput input, List<FileInput> found) {
        if (!(choice instanceof InputChoice.Latest) || !input.pattern().dated()) {
            return found;
        }
        Optional<LocalDate> last = found.stream()
                .flatMap(file -> input.pattern().day(file.name()).stream())
                .max(Comparator.naturalOrder());
        return found.stream()
                .filter(file -> {
                    Optional<LocalDate> day = input.pattern().day(file.name());
                    return day.isEmpty() || day.equals(last);
                })
                .toList();
    }

    /** What somebody names has to be there, and to be meant by the job. */
    private Set<String> named(FileArguments files) {
        Set<String> all = new HashSet<>();
        if (choice instanceof InputChoice.Named named) {
            for (FileInput file : files.of(named.files()).files()) {
                all.add(file.name());
                if (inputs.stream().noneMatch(input -> input.pattern().matches(file.name()))) {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            file.name() + " is no input of the job " + job + ", which reads "
                                    + String.join(
                                            ", ",
                                            inputs.stream()
                                                    .map(input ->
                                                            input.pattern().toString())
                                                    .toList()));
                }
            }
        }
        return all;
    }

    private void missing(JobInput input, boolean all, List<String> notes) {
        if (choice instanceof InputChoice.Named) {
            return;
        }
        String what = all ? "no file " + input.pattern() : "no file " + input.pattern() + " of that day";
        if (!input.optional() && !(choice instanceof InputChoice.OfDay)) {
            throw new Failure(
                    Failure.Kind.CONFIG, "there is " + what + ": put it there, or say optional: true of this input");
        }
        notes.add("· There is " + what + ": nothing to do for it");
    }

    private List<FileRead> reads(
            JobInput input, List<FileInput> found, Set<String> wanted, Search search, List<String> notes) {
        List<FileRead> reads = new ArrayList<>();
        for (FileInput file : found) {
            search.cancel().check();
            if (choice instanceof InputChoice.Named && !wanted.contains(file.name())) {
                continue;
            }
            try {
                Optional<LocalDate> told = input.pattern().date(file.name());
                if (!mayBe(told)) {
                    continue;
                }
                FileSchema schema = input.schemas().size() == 1
                        ? input.schemas().getFirst()
                        : CsvForms.choose(file, input.schemas());
                FileRead read = new FileRead(file, schema, told, Optional.empty());
                Optional<LocalDate> date = told.or(() -> input.date().flatMap(column -> within(read, column)));
                reads.add(new FileRead(file, schema, date, Optional.empty()));
            } catch (IllegalArgumentException e) {
                notes.add("· " + e.getMessage() + ": it is left alone");
            }
        }
        return reads;
    }

    /** Files of other days need not be looked into. */
    private boolean mayBe(Optional<LocalDate> told) {
        return told.isEmpty()
                || !(choice instanceof InputChoice.OfDay day)
                || day.day().equals(told.get());
    }

    private Optional<LocalDate> within(FileRead read, String column) {
        return FirstDate.of(read, column).or(() -> read.input().modified().map(at -> LocalDate.ofInstant(at, zone)));
    }

    private List<FileRead> chosen(List<FileRead> reads) {
        return switch (choice) {
            case InputChoice.All all -> reads;
            case InputChoice.Named named -> reads;
            case InputChoice.OfDay day ->
                reads.stream()
                        .filter(read -> read.date().filter(day.day()::equals).isPresent())
                        .toList();
            case InputChoice.Latest latest -> {
                TreeSet<LocalDate> dates = new TreeSet<>();
                reads.forEach(read -> read.date().ifPresent(dates::add));
                yield dates.isEmpty()
                        ? reads
                        : reads.stream()
                                .filter(read ->
                                        read.date().filter(dates.last()::equals).isPresent())
                                .toList();
            }
        };
    }

    private static FileRead named(JobInput input, FileRead read) {
        if (input.names().isEmpty()) {
            return read;
        }
        if (input.names().get().dated() && read.date().isEmpty()) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    read.input().name()
                            + " tells no date, neither by its name nor by its rows, and what is made of it is"
                            + " to be called by one");
        }
        String name = read.input().name();
        String bare = name.substring(name.lastIndexOf('/') + 1).replaceFirst(ENDINGS, "");
        return new FileRead(
                read.input(),
                read.schema(),
                read.date(),
                input.names().map(pattern -> pattern.of(read.schema().table(), read.date(), bare)));
    }
}
