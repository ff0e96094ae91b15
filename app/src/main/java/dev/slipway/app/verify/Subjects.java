package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.Manifest;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what to verify below files and folders, here or in S3, with the receipts that lie beside them. */
public final class Subjects {
    private static final String PARQUET = ".parquet";

    private final S3Access s3;
    private final LedgerAccess ledger;
    private final Cancel cancel;
    private final Map<String, Lake> lakes = new LinkedHashMap<>();
    private final Map<Lake.Id, Subject> found = new LinkedHashMap<>();

    /**
     * Finds nothing yet.
     *
     * @param s3 how to speak with what is in S3
     * @param ledger where the ledgers are that are not beside their files
     */
    public Subjects(S3Access s3, LedgerAccess ledger, Cancel cancel) {
        this.s3 = s3;
        this.ledger = ledger;
        this.cancel = cancel;
    }

    /**
     * Adds a file, or every Parquet file below a folder and every file that a manifest lists there.
     *
     * @throws Failure CONFIG when there is no such path
     */
    public void add(String argument) {
        if (Place.inS3(argument)) {
            addPrefix(argument);
            return;
        }
        Path path = Path.of(argument).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (path.getParent() == null || !put(root(path.getParent()), path)) {
            throw new Failure(Failure.Kind.CONFIG, argument + ": no such file or folder");
        }
    }

    private void addFolder(Path folder) {
        FoundFiles below = FoundFiles.below(folder);
        below.files().forEach(file -> put(root(file.resolveSibling("")), file));
        Set<Path> concerned = new LinkedHashSet<>(List.of(root(folder)));
        below.lakes().forEach(lake -> concerned.add(root(lake)));
        for (Path root : concerned) {
            lake(root).manifests().stream()
                    .flatMap(manifest -> manifest.files().stream())
                    .map(file -> root.resolve(file.key()))
                    .filter(file -> file.startsWith(folder))
                    .forEach(file -> put(root, file));
        }
    }

    private boolean put(Path root, Path file) {
        String key =
                root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        return put(lake(root), key);
    }

    private boolean put(Lake lake, String key) {
        Optional<Subject> subject = lake.subject(key);
        subject.ifPresent(there -> found.putIfAbsent(lake.id(key), there));
        return subject.isPresent();
    }

    /** The root of the lake that a folder belongs to: the nearest above it with records of ours, else the folder itself. */
    private static Path root(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FoundFiles.RECORDS))) {
                return at;
            }
        }
        return folder;
    }

    private Lake lake(Path root) {
        return lakes.computeIfAbsent(root.toString(), path -> Lake.open(root, ledger));
    }

    /** The same in S3, where a folder is what the names of files begin with. */
    private void addPrefix(String url) {
        String asked = url.replaceAll("/+$", "");
        String root = root(asked);
        Lake lake = lakes.computeIfAbsent(root, place -> Lake.open(open(place), ledger));
        String key = asked.length() == root.length() ? "" : asked.substring(root.length() + 1);
        List<String> keys = new ArrayList<>();
        try (Stream<Blob> blobs = lake.store().list(key)) {
            blobs.map(Blob::key).filter(name -> name.endsWith(PARQUET)).forEach(keys::add);
        }
        lake.manifests().forEach(manifest -> manifest.files().forEach(file -> keys.add(file.key())));
        boolean any = false;
        for (String name : keys) {
            any |= (key.isEmpty() || name.equals(key) || name.startsWith(key + '/')) && put(lake, name);
        }
        if (!any) {
            throw new Failure(Failure.Kind.CONFIG, url + ": no such file or folder");
        }
    }

    private Store open(String url) {
        return Stores.open(new Place.Bucket(url, s3), cancel);
    }

    /** The nearest place at or above it with records of ours; else the file's folder, or the place itself. */
    private String root(String url) {
        int bucket = url.indexOf('/', "s3://".length());
        for (String at = url; ; at = at.substring(0, at.lastIndexOf('/'))) {
            if (Stores.hasRecords(open(at))) {
                return at;
            }
            if (bucket < 0 || at.length() <= bucket) {
                return url.endsWith(PARQUET) ? url.substring(0, url.lastIndexOf('/')) : url;
            }
        }
    }

    /** The nearest place at or above this one with records of ours, if there is one. */
    public Optional<String> lakeOf(String place) {
        String asked = place.replaceAll("(?<!/)/+$", "");
        if (Place.inS3(place)) {
            String root = root(asked);
            return Optional.of(root).filter(at -> !at.equals(asked) || Stores.hasRecords(open(at)));
        }
        Path path = Path.of(asked).toAbsolutePath().normalize();
        return Optional.of(root(path))
                .filter(at -> Files.isDirectory(at.resolve(FoundFiles.RECORDS)))
                .map(Path::toString);
    }

    /** All that was found, in order, each once. */
    public List<Subject> all() {
        return List.copyOf(found.values());
    }

    /** The tables of which something was found, with the store each belongs to. */
    public List<Archived> archived() {
        List<Archived> all = new ArrayList<>();
        for (Lake lake : lakes.values()) {
            for (Manifest manifest : lake.manifests()) {
                if (manifest.files().stream().anyMatch(file -> found.containsKey(lake.id(file.key())))) {
                    all.add(new Archived(lake.store(), manifest));
                }
            }
        }
        return all;
    }

    /** A table as a store holds it. */
    public record Archived(Store store, Manifest manifest) {}
}
