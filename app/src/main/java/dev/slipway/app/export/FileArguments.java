package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.app.place.Stores;
import dev.slipway.files.FileInput;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files are meant by paths, patterns and URLs. */
public final class FileArguments {
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    private final S3Access s3;
    private final Cancel cancel;

    public FileArguments(S3Access s3, Cancel cancel) {
        this.s3 = s3;
        this.cancel = cancel;
    }

    /**
     * Files that were named.
     *
     * @param selection how they were named, in words that mean the same everywhere
     * @param files in the order of their names, each once
     */
    public record Named(String selection, List<FileInput> files) {}

    /**
     * The files of all of them, in the order of their names.
     *
     * @throws Failure CONFIG when one of them names none
     */
    public Named of(List<String> arguments) {
        SortedMap<String, FileInput> files = new TreeMap<>();
        for (String argument : arguments) {
            List<FileInput> found = matching(argument);
            if (found.isEmpty()) {
                throw new Failure(
                        Failure.Kind.CONFIG, "there is no file " + argument + ": look at its name and folder");
            }
            found.forEach(file -> files.put(file.name(), file));
        }
        String selection = arguments.stream()
                .map(argument -> Place.inS3(argument)
                        ? argument
                        : Path.of(argument).toAbsolutePath().normalize().toString())
                .sorted()
                .distinct()
                .collect(Collectors.joining(", ", "files ", ""));
        return new Named(selection, List.copyOf(files.values()));
    }

    /** The files that one argument means; none, if there are none. */
    public List<FileInput> matching(String argument) {
        return Place.inS3(argument) ? stored(argument) : local(argument);
    }

    private static List<FileInput> local(String argument) {
        Path path = Path.of(argument).toAbsolutePath().normalize();
        if (Files.exists(path)) {
            return List.of(FileInput.of(path));
        }
        if (!WILD.matcher(argument).find()) {
            return List.of();
        }
        Path root = path.getRoot();
        for (Path part : path) {
            if (WILD.matcher(part.toString()).find()) {
                break;
            }
            root = root.resolve(part);
        }
        PathMatcher matcher = matcher(path.toString(), argument);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<FileInput> files = new ArrayList<>();
            all.filter(file -> matcher.matches(file) && Files.isRegularFile(file))
                    .forEach(file -> files.add(FileInput.of(file)));
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not look into " + root + ": " + e.getMessage(), e);
        }
    }

    private static PathMatcher matcher(String pattern, String argument) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    argument + " is no pattern of files (" + e.getDescription()
                            + "), and there is no file of that name: close what [ or { begins, or look at its name",
                    e);
        }
    }

    private List<FileInput> stored(String url) {
        int bucketEnds = url.indexOf('/', "s3://".length());
        String wild = bucketEnds < 0 ? "" : url.substring(bucketEnds + 1);
        Matcher first = WILD.matcher(wild);
        int folderEnds = wild.lastIndexOf('/', first.find() ? first.start() : wild.length());
        String folder = folderEnds < 0 ? "" : wild.substring(0, folderEnds);
        String rest = wild.substring(folderEnds + 1);
        if (bucketEnds < 0 || rest.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, url + " names no object: expected s3://bucket/folder/file");
        }
        String root = url.substring(0, bucketEnds) + (folder.isEmpty() ? "" : '/' + folder);
        Store store = Stores.open(Place.of(root, s3), cancel);
        PathMatcher matcher = matcher(rest, url);
        Matcher wildcard = WILD.matcher(rest);
        if (!wildcard.find()) {
            return store.find(rest).map(blob -> FileInput.of(store, blob, url)).stream()
                    .toList();
        }
        String prefix = rest.substring(0, wildcard.start());
        try (Stream<Blob> all = store.list(prefix)) {
            return all.filter(blob -> matcher.matches(Path.of(blob.key())))
                    .map(blob -> FileInput.of(store, store.find(blob.key()).orElse(blob), root + '/' + blob.key()))
                    .toList();
        }
    }
}
